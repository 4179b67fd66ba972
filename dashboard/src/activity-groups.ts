import type { Entry } from '@sereno/shared/activity.ts'

/** Entries that are told in one row: the same cause on the same device, one after another in the list. */
export interface Repeats {
  /** Of the newest; stays the same while older ones are added. */
  id: string
  entries: readonly [Entry, ...Entry[]]
}

const isSame = (one: Entry, other: Entry): boolean =>
  one.kind === other.kind &&
  one.cause === other.cause &&
  one.deviceId === other.deviceId &&
  one.deviceName === other.deviceName &&
  // What others report says different things under one cause.
  (one.source !== 'ingest' || one.message === other.message)

/** Puts together what repeats itself; with `false` each entry stands alone. */
export function groupRepeats(entries: readonly Entry[], grouped: boolean): Repeats[] {
  const rows: { id: string; entries: [Entry, ...Entry[]] }[] = []
  for (const entry of entries) {
    const last = rows.at(-1)
    if (grouped && last !== undefined && isSame(last.entries[0], entry)) last.entries.push(entry)
    else rows.push({ id: entry.id, entries: [entry] })
  }
  return rows
}

/** How long they lasted together, ms; one that is open lasts until now. */
export const lastedMs = (entries: readonly Entry[], now: number): number =>
  entries.reduce((sum, { at, endedAt }) => sum + (endedAt === null ? now : Date.parse(endedAt)) - Date.parse(at), 0)
