import { calmDays, type RolloutDay } from '@sereno/shared/rollout.ts'
import { wallOf } from '@sereno/shared/wall.ts'
import { iso } from '../../clock.ts'
import { instantOf, shift } from '../../integrations/error-follow-up/window.ts'
import type { DayFigures } from '../../store/rollout-types.ts'
import type { Threshold } from './threshold-of.ts'

const hourMs = 3_600_000
/** So many are shown; later ones only tell whether the venue is calm. */
export const shownDays = 14
/** A day of which less was watched proves nothing. */
const leastWatched = 0.9

/** A day of the venue's calendar, [since, until). */
export interface DaySpan {
  date: string
  since: number
  until: number
}

/** Which days there are: the first fourteen since the installation, and the last whole ones with today. */
export function spansOf(
  installedAt: number,
  now: number,
  zone: string,
): { first: DaySpan[]; last: DaySpan[]; day: number } {
  const begin = wallOf(Math.min(installedAt, now), zone).date
  const today = wallOf(now, zone).date
  const first = Array.from({ length: shownDays }, (_, index) => shift(begin, index)).filter((date) => date <= today)
  const last = Array.from({ length: calmDays }, (_, index) => shift(today, index - calmDays)).filter(
    (date) => date > begin,
  )
  const day = Math.round((Date.parse(today) - Date.parse(begin)) / (24 * hourMs)) + 1
  return { first: first.map((date) => daySpan(date, zone)), last: last.map((date) => daySpan(date, zone)), day }
}

const daySpan = (date: string, zone: string): DaySpan => ({
  date,
  since: instantOf(date, '00:00', zone),
  until: instantOf(shift(date, 1), '00:00', zone),
})

/** A day as it was. What has not been watched is never calm. */
export function dayOf(
  { date, since, until }: DaySpan,
  { kinds, watchedHours }: DayFigures,
  threshold: Threshold,
  { installedAt, now }: { installedAt: number; now: number },
): RolloutDay {
  const counted = threshold.kinds.reduce((sum, kind) => sum + kinds[kind], 0)
  const hours = Math.round((until - since) / hourMs)
  const state =
    until > now
      ? 'today'
      : since <= installedAt
        ? 'first'
        : counted >= threshold.errors
          ? 'loud'
          : watchedHours < hours * leastWatched
            ? 'unwatched'
            : 'calm'
  return { date, since: iso(since), until: iso(until), state, kinds, counted }
}

/** How many days were calm one after the other, up to yesterday. */
export function calmOf(days: readonly Pick<RolloutDay, 'state'>[]): number {
  const over = days.filter(({ state }) => state !== 'today')
  const lastOther = over.findLastIndex(({ state }) => state !== 'calm')
  return over.length - 1 - lastOther
}
