import type { OpeningHours } from '@sereno/shared/opening-hours.ts'
import { instantOf, localDateAt, shift } from '../../integrations/error-follow-up/window.ts'
import { isOpen } from '../../judge/schedule.ts'

/** Longer closed than this, and nobody knows when somebody answers again. */
const daysAhead = 31

/**
 * Whether somebody answers at `at`, and when somebody does again, both ms since 1970 by the clock of `zone`. Without hours
 * somebody always answers; `opensAt` is `null` where somebody answers now, or nobody does within a month.
 */
export function answering(
  hours: OpeningHours | null,
  zone: string,
  at: number,
): { open: boolean; opensAt: number | null } {
  if (isOpen(hours, zone, at) !== false || hours === null) return { open: true, opensAt: null }
  const today = localDateAt(at, zone)
  for (let day = 0; day <= daysAhead; day += 1) {
    const date = shift(today, day)
    const begins = beginsOn(hours, date)
      .map((time) => instantOf(date, time, zone))
      // A span that lies within the hour that is skipped in spring never begins.
      .filter((moment) => moment > at && isOpen(hours, zone, moment) === true)
    if (begins.length > 0) return { open: false, opensAt: Math.min(...begins) }
  }
  return { open: false, opensAt: null }
}

/** When spans begin on a day of the calendar. A holiday without times is closed. */
function beginsOn({ days, holidays }: OpeningHours, date: string): string[] {
  const special = holidays.filter((one) => one.date === date)
  if (special.length > 0)
    return special.flatMap(({ from, to }) => (from === undefined && to === undefined ? [] : [from ?? '00:00']))
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7
  return days.filter(({ day }) => day === weekday).map(({ from }) => from)
}
