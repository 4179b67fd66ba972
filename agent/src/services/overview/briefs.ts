import type { Detail, EntryRecord } from '@sereno/shared/activity.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import type { IncidentRecord } from '@sereno/shared/incident.ts'
import type { EntryBrief, IncidentBrief } from '@sereno/shared/overview.ts'
import { entryView } from '../activity/entry-view.ts'
import { worseFirst } from './problems.ts'

const maxBehind = 12
const maxEntries = 8

/** An incident with all its entries, and the worst of those that are open. */
export interface Troubled {
  incident: IncidentRecord
  entries: readonly EntryRecord[]
  worst: EntryRecord
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
  const { detail, rule: _, ...rest } = entryView(record, language)
  const explained = open.filter(({ explainedBy }) => explainedBy === record.id)
  const names = [...childrenOf(detail), ...explained.map(({ deviceName }) => ({ name: deviceName ?? '' }))]
  const behind = [...new Set(names.map(({ name }) => name).filter((name) => name !== '' && name !== record.deviceName))]
  return { ...rest, behind: behind.slice(0, maxBehind), behindMore: Math.max(0, behind.length - maxBehind) }
}

/** An incident in short: one that flaps for a day gathers hundreds of entries. */
export function incidentBriefOf(
  { incident, entries }: Troubled,
  brief: (entry: EntryRecord) => EntryBrief,
): IncidentBrief {
  const open = entries.filter(({ endedAt }) => endedAt === null).toSorted(worseFirst)
  const ended = entries
    .filter(({ endedAt }) => endedAt !== null)
    .toSorted((one, other) => other.sequence - one.sequence)
  const all = [...open, ...ended]
  return {
    ...incident,
    entries: all.slice(0, maxEntries).map(brief),
    moreEntries: Math.max(0, all.length - maxEntries),
  }
}
