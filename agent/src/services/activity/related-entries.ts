import type { EntryRecord, RelatedEntries } from '@sereno/shared/activity.ts'
import type { Language } from '@sereno/shared/field.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { entryView } from './entry-view.ts'

const most = 100

/** What explains an entry, what it explains itself, and the others of its incident. @throws {Fault} `not_found` */
export async function relatedEntries(house: House, id: string, language: Language): Promise<RelatedEntries> {
  const { journal } = house.store
  const entry = await journal.entry(id)
  if (entry === null) throw new Fault('not_found')
  const [behind, explains, incident] = await Promise.all([
    entry.explainedBy === null ? null : journal.entry(entry.explainedBy),
    journal.explainedBy(id),
    entry.incidentId === null ? [] : sameIncident(house, entry.incidentId),
  ])
  return {
    explainedBy: behind === null ? null : entryView(behind, language),
    explains: explains.map((record) => entryView(record, language)),
    sameIncident: incident
      .filter((record) => record.id !== id)
      .slice(-most)
      .map((record) => entryView(record, language)),
  }
}

/** The newest, oldest first; one more than is shown, as the entry itself is among them. */
async function sameIncident({ store }: House, incidentId: string): Promise<EntryRecord[]> {
  const { items } = await store.journal.list({ incidentId }, { limit: most + 1 })
  return items.reverse()
}
