import type { EntryOutline } from '@sereno/shared/activity.ts'
import { type Kind, severity } from '@sereno/shared/kind.ts'

/** What is wrong now with one device, or with the agent itself (`deviceId` is `null`). */
export interface Problem {
  /** The worst of its open entries, and of those the oldest. */
  worst: EntryOutline
  entries: EntryOutline[]
}

/** Open entries that no other explains, one problem a device, the worst first. */
export function problemsOf(open: readonly EntryOutline[]): Problem[] {
  const own = open.filter(({ explainedBy }) => explainedBy === null)
  const byDevice = Map.groupBy(own, ({ deviceId }) => deviceId)
  return [...byDevice.values()]
    .map((entries) => entries.toSorted(worseFirst))
    .flatMap((entries) => (entries[0] === undefined ? [] : [{ worst: entries[0], entries }]))
    .toSorted((one, other) => worseFirst(one.worst, other.worst))
}

/** Offline before Fail before Error before Retry; of one kind the older first. */
export const worseFirst = (one: Ranked, other: Ranked): number =>
  severity.indexOf(one.kind) - severity.indexOf(other.kind) || Date.parse(one.at) - Date.parse(other.at)

interface Ranked {
  kind: Kind
  at: string
}
