import type { EntryRecord } from '@sereno/shared/activity.ts'
import { type Kind, severity } from '@sereno/shared/kind.ts'

const cells = 24

export interface TimelineCell {
  /** When it begins, ms since 1970. */
  at: number
  /** The worst kind that touches it; `null`: quiet. */
  kind: Kind | null
}

/** A window as 24 cells; on days when the clocks change each is a little shorter or longer than an hour. */
export function makeTimeline(counted: readonly EntryRecord[], since: number, until: number): TimelineCell[] {
  const length = (until - since) / cells
  return Array.from({ length: cells }, (_, index) => {
    const at = since + index * length
    const here = counted.filter((entry) => touches(entry, at, at + length))
    return { at, kind: severity.find((kind) => here.some((entry) => entry.kind === kind)) ?? null }
  })
}

function touches(entry: EntryRecord, since: number, until: number): boolean {
  const from = Date.parse(entry.at)
  const to = entry.endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(entry.endedAt)
  return from < until && (to > since || (from === to && from >= since))
}
