import type { Rising } from '@sereno/shared/integration.ts'
import { type Kind, severity } from '@sereno/shared/kind.ts'

/** So many windows of a day are looked back at. */
export const trendDays = 7
/** Fewer are no trend, and neither is a rise by less than this in all. */
const leastDays = 3
const leastRise = 3
/** A window of which less was watched says nothing: after it anything would seem to rise. */
const leastHours = 20

/** What a window of 24 hours counted. */
export interface DayCount {
  kinds: Record<Kind, number>
  watchedHours: number
}

/**
 * Kinds that rose day by day up to the newest window: each of three or more had more than the one before it, and the last
 * at least three more than the first. The longest such run is told, the worst kind first.
 * @param windows oldest first
 */
export function risingOf(windows: readonly DayCount[], chosen: readonly Kind[]): Rising[] {
  const watched = windows.slice(windows.findLastIndex(({ watchedHours }) => watchedHours < leastHours) + 1)
  return severity
    .filter((kind) => chosen.includes(kind))
    .flatMap((kind) => {
      const counts = watched.map(({ kinds }) => kinds[kind])
      const from = counts.findLastIndex((count, index) => index > 0 && count <= (counts[index - 1] ?? 0))
      const run = counts.slice(Math.max(0, from))
      const rise = (run.at(-1) ?? 0) - (run[0] ?? 0)
      return run.length >= leastDays && rise >= leastRise ? [{ kind, counts: run }] : []
    })
}
