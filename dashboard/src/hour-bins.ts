import type { ActivitySummary } from '@sereno/shared/activity.ts'
import { kinds as allKinds, type Kind } from '@sereno/shared/kinds.ts'

/** A bar of the strip: some hours of the range and what began in them. */
export interface Bin {
  since: number
  until: number
  counts: Record<Kind, number>
  total: number
}

const hourMs = 3_600_000
/** Hours in a bar; a strip has 56 bars at most, so that each can be hit. */
const widths = [1, 3, 12, 24, 168, 672]

/** The summary's hours as bars of equal width over the whole range, of these kinds alone; no kind means all. */
export function binsOf({ since, until, hours }: ActivitySummary, kinds: readonly Kind[]): Bin[] {
  const first = Math.floor(Date.parse(since) / hourMs) * hourMs
  const last = Math.ceil(Date.parse(until) / hourMs) * hourMs
  const width = hourMs * (widths.find((count) => (last - first) / (count * hourMs) <= 60) ?? 672)
  const bins: Bin[] = []
  for (let at = first; at < last; at += width) {
    const counts = { Error: 0, Fail: 0, Offline: 0, Retry: 0 }
    bins.push({ since: at, until: Math.min(at + width, last), counts, total: 0 })
  }
  for (const { at, kinds: counted } of hours) {
    const bin = bins[Math.floor((Date.parse(at) - first) / width)]
    if (bin === undefined) continue
    for (const kind of allKinds) {
      const count = kinds.length === 0 || kinds.includes(kind) ? (counted[kind] ?? 0) : 0
      bin.counts[kind] += count
      bin.total += count
    }
  }
  return bins
}

/** The bar with the most in it; `null` where all are empty. */
export const fullest = (bins: readonly Bin[]): Bin | null =>
  bins.reduce<Bin | null>((most, bin) => (bin.total > (most?.total ?? 0) ? bin : most), null)
