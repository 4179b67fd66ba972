import type { Language } from '@sereno/shared/field.ts'
import type { Incident, IncidentRecord } from '@sereno/shared/incident.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { incidentView } from './incident-views.ts'

/** @throws {Fault} `not_found` */
export async function getIncident(house: House, id: string, language: Language): Promise<Incident> {
  return withEntries(house, await house.store.journal.incident(id), language)
}

/** An incident that was found or changed, with its entries. @throws {Fault} `not_found` where there was none */
export async function withEntries(house: House, record: IncidentRecord | null, language: Language): Promise<Incident> {
  if (record === null) throw new Fault('not_found')
  return incidentView(record, await house.store.journal.entriesOf([record.id]), language)
}
