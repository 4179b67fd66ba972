import type { Language } from '@sereno/shared/field.ts'
import type { Incident, IncidentRecord } from '@sereno/shared/incident.ts'
import type { IncidentEntries } from '../../store/types.ts'
import { inShort } from '../activity/entry-view.ts'
import type { House } from '../house.ts'

/** As many entries as an incident shows; one that flaps for a day gathers hundreds. */
export const maxEntries = 8

/** Incidents with their weightiest entries, in a language. */
export async function incidentViews(
  { store }: House,
  records: readonly IncidentRecord[],
  language: Language,
): Promise<Incident[]> {
  const ids = records.map(({ id }) => id)
  const known = new Map((await store.journal.entriesOf(ids, maxEntries)).map((one) => [one.incidentId, one]))
  return records.map((record) => viewOf(record, known.get(record.id), language))
}

export async function incidentView({ store }: House, record: IncidentRecord, language: Language): Promise<Incident> {
  const [known] = await store.journal.entriesOf([record.id], maxEntries)
  return viewOf(record, known, language)
}

const viewOf = (
  record: IncidentRecord,
  { count, first }: Pick<IncidentEntries, 'count' | 'first'> = { count: 0, first: [] },
  language: Language,
): Incident => ({
  ...record,
  entries: first.map((entry) => inShort(entry, language)),
  moreEntries: count - first.length,
})
