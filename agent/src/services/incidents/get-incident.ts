import type { Entry } from '@sereno/shared/activity.ts'
import type { Language, Page } from '@sereno/shared/field.ts'
import type { Incident, IncidentRecord } from '@sereno/shared/incident.ts'
import type { PageRequest } from '../../store/page-request.ts'
import { entryView } from '../activity/entry-view.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { incidentView } from './incident-view.ts'

/** @throws {Fault} `not_found` */
export async function getIncident(house: House, id: string, language: Language): Promise<Incident> {
  return incidentView(house, await recordOf(house, id), language)
}

/** All that happened in an incident, newest first. @throws {Fault} `not_found` */
export async function entriesOfIncident(
  house: House,
  id: string,
  page: PageRequest,
  language: Language,
): Promise<Page<Entry>> {
  await recordOf(house, id)
  const { items, nextCursor } = await house.store.journal.list({ incidentId: id }, page)
  return { items: items.map((record) => entryView(record, language)), nextCursor }
}

async function recordOf(house: House, id: string): Promise<IncidentRecord> {
  const record = await house.store.journal.incident(id)
  if (record === null) throw new Fault('not_found')
  return record
}
