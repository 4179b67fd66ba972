import type { Detail, EntryRecord } from '@sereno/shared/activity.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import type { IncidentRecord } from '@sereno/shared/incident.ts'
import type { EntryBrief, IncidentBrief } from '@sereno/shared/overview.ts'
import type { IncidentEntries } from '../../store/types.ts'
import { inShort } from '../activity/entry-view.ts'
import { maxEntries } from '../incidents/incident-view.ts'

const maxBehind = 12

/** An incident with its open entries, the worst first, and what is over of it. */
interface Troubled {
  incident: IncidentRecord
  open: readonly EntryRecord[]
  ended: Pick<IncidentEntries, 'count' | 'first'> | undefined
  failedPrints: number
}

/** The names of folded children, as the judge keeps them in `detail.children`. */
export function childrenOf({ children }: Detail): { name: string }[] {
  if (!Array.isArray(children)) return []
  return children.flatMap((child: unknown) => {
    const name = typeof child === 'object' && child !== null && 'name' in child ? child.name : child
    return typeof name === 'string' ? [{ name: cleanText(name, 60) }] : []
  })
}

/** An entry in short: its readings are left out, what hangs behind it is named. */
export function entryBriefOf(record: EntryRecord, open: readonly EntryRecord[], language: Language): EntryBrief {
  const explained = open.filter(({ explainedBy }) => explainedBy === record.id)
  const names = [...childrenOf(record.detail), ...explained.map(({ deviceName }) => ({ name: deviceName ?? '' }))]
  const behind = [...new Set(names.map(({ name }) => name).filter((name) => name !== '' && name !== record.deviceName))]
  return {
    ...inShort(record, language),
    behind: behind.slice(0, maxBehind),
    behindMore: Math.max(0, behind.length - maxBehind),
  }
}

/** An incident in short: one that flaps for a day gathers hundreds of entries. */
export function incidentBriefOf(
  { incident, open, ended = { count: 0, first: [] }, failedPrints }: Troubled,
  brief: (entry: EntryRecord) => EntryBrief,
): IncidentBrief {
  // One that ended between the two questions is in both.
  const known = new Set(open.map(({ id }) => id))
  const shown = [...open, ...ended.first.filter(({ id }) => !known.has(id))].slice(0, maxEntries)
  return {
    ...incident,
    entries: shown.map(brief),
    moreEntries: Math.max(0, open.length + ended.count - shown.length),
    failedPrints,
  }
}
