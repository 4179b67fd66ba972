import type { OpeningHours } from '@sereno/shared/venue.ts'
import { instantOf, localDateAt, shift } from '../integrations/error-follow-up/window.ts'
import { isOpen } from '../judge/schedule.ts'

/** When nobody works at most venues; a bar of the night is asked for its own quiet hour. */
const times = ['03:30', '04:30', '05:30', '06:30', '07:30', '08:30']

/** The quiet moment of a day of the venue's calendar: the first of these at which it is closed. */
function momentOf(date: string, hours: OpeningHours | null, zone: string): number {
  const moments = times.map((time) => instantOf(date, time, zone))
  return moments.find((at) => isOpen(hours, zone, at) !== true) ?? moments[0] ?? 0
}

/** The last quiet moment up to `now`, and the next after it. */
export function quietMoments(now: number, hours: OpeningHours | null, zone: string): { last: number; next: number } {
  const today = localDateAt(now, zone)
  const moments = [-1, 0, 1].map((days) => momentOf(shift(today, days), hours, zone))
  const last = moments.findLast((at) => at <= now) ?? now
  return { last, next: moments.find((at) => at > now) ?? now }
}
