import type { EntryRecord } from '@sereno/shared/activity.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { Incident, IncidentRecord } from '@sereno/shared/incident.ts'
import { entryView } from '../activity/entry-view.ts'
import type { House } from '../house.ts'

/** Incidents with their entries, in a language. */
export async function incidentViews(
  house: House,
  records: readonly IncidentRecord[],
  language: Language,
): Promise<Incident[]> {
  const entries = await house.store.journal.entriesOf(records.map(({ id }) => id))
  const byIncident = Map.groupBy(entries, (entry) => entry.incidentId)
  return records.map((record) => incidentView(record, byIncident.get(record.id) ?? [], language))
}

export const incidentView = (
  record: IncidentRecord,
  entries: readonly EntryRecord[],
  language: Language,
): Incident => ({ ...record, entries: entries.map((entry) => entryView(entry, language)) })
