import type { SeriesPoint } from '@sereno/shared/device.ts'

/** A bucket in which something answered. */
export interface Answered {
  at: number
  p10: number
  p50: number
  p95: number
}

/** What was kept before p10 was has its band from the median up. */
export const answeredOf = (points: readonly SeriesPoint[]): Answered[] =>
  points.flatMap(({ at, latencyP10Ms, latencyP50Ms, latencyP95Ms }) =>
    latencyP50Ms === null
      ? []
      : [
          {
            at: Date.parse(at),
            p10: Math.min(latencyP10Ms ?? latencyP50Ms, latencyP50Ms),
            p50: latencyP50Ms,
            p95: Math.max(latencyP95Ms ?? latencyP50Ms, latencyP50Ms),
          },
        ],
  )

/** Pieces without a gap: where nothing was measured, the line ends rather than falls to zero. */
export function piecesOf(answered: readonly Answered[], stepMs: number): Answered[][] {
  const pieces: Answered[][] = []
  for (const point of answered) {
    const last = pieces.at(-1)
    const before = last?.at(-1)
    if (last && before && point.at - before.at <= stepMs * 1.5) last.push(point)
    else pieces.push([point])
  }
  return pieces
}

/** The top of the axis: the slowest, unless a few are so far above the rest that these would lie flat on the ground. */
export function topOf(answered: readonly Answered[], threshold: number | null): number {
  const slow = answered.map(({ p95 }) => p95).toSorted((a, b) => a - b)
  const most = slow.at(-1) ?? 1
  const usual = slow[Math.floor(slow.length * 0.98)] ?? most
  const shown = most > usual * 4 ? usual * 2 : most
  // A threshold far above all that was measured would flatten it too: it is then only said.
  return Math.max(0.1, shown, threshold !== null && threshold <= shown * 3 ? threshold * 1.05 : 0)
}
