import type { Detail, EntryOutline, EntryRecord } from '@sereno/shared/activity.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import type { IncidentRecord } from '@sereno/shared/incident.ts'
import type { EntryBrief, IncidentBrief } from '@sereno/shared/overview.ts'
import type { IncidentEntries } from '../../store/types.ts'
import { inShort } from '../activity/entry-view.ts'
import { maxEntries } from '../incidents/incident-view.ts'

const maxBehind = 12
/** About so many entries are shown of all incidents together. */
const budget = 600

/** How many entries each of so many incidents shows: two, where the whole venue is in trouble. */
export const entriesEach = (incidents: number): number =>
  Math.min(maxEntries, Math.max(2, Math.floor(budget / Math.max(1, incidents))))

/** An incident with its open entries, the worst first, and what is over of it. */
interface Troubled {
  incident: IncidentRecord
  open: readonly EntryOutline[]
  ended: Pick<IncidentEntries, 'count' | 'first'> | undefined
  failedPrints: number
}

/** The names of folded children, as the judge keeps them in `detail.children`; not cleaned, as there may be hundreds. */
export function childrenOf({ children }: Detail): string[] {
  if (!Array.isArray(children)) return []
  return children.flatMap((child: unknown) => {
    const name = typeof child === 'object' && child !== null && 'name' in child ? child.name : child
    return typeof name === 'string' ? [name] : []
  })
}

/** An entry in short: its readings are left out, what hangs behind it is named. */
export function entryBriefOf(record: EntryRecord, explained: readonly EntryOutline[], language: Language): EntryBrief {
  const names = new Set([...childrenOf(record.detail), ...explained.map(({ deviceName }) => deviceName ?? '')])
  const behind = [...names].filter((name) => name !== '' && name !== record.deviceName)
  return {
    ...inShort(record, language),
    behind: behind.slice(0, maxBehind).map((name) => cleanText(name, 60)),
    behindMore: Math.max(0, behind.length - maxBehind),
  }
}

/** An incident in short, with `most` entries; `recordOf` has those of its open ones. One that flaps gathers hundreds. */
export function incidentBriefOf(
  { incident, open, ended = { count: 0, first: [] }, failedPrints }: Troubled,
  most: number,
  recordOf: ReadonlyMap<string, EntryRecord>,
  brief: (entry: EntryRecord) => EntryBrief,
): IncidentBrief {
  const openShown = open.slice(0, most).flatMap(({ id }) => recordOf.get(id) ?? [])
  // One that ended between the two questions is in both.
  const known = new Set(open.map(({ id }) => id))
  const shown = [...openShown, ...ended.first.filter(({ id }) => !known.has(id))].slice(0, most)
  return {
    ...incident,
    entries: shown.map(brief),
    moreEntries: Math.max(0, open.length + ended.count - shown.length),
    moreOpen: open.length - openShown.length,
    failedPrints,
  }
}
