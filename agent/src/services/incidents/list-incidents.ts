import type { Language, Page } from '@sereno/shared/field.ts'
import type { Incident } from '@sereno/shared/incident.ts'
import type { House } from '../house.ts'
import { incidentViews } from './incident-view.ts'

export interface IncidentQuery {
  limit: number
  cursor?: string | undefined
  open?: boolean | undefined
  acknowledged?: boolean | undefined
}

/** Incidents, newest first. */
export async function listIncidents(house: House, query: IncidentQuery, language: Language): Promise<Page<Incident>> {
  const { items, nextCursor } = await house.store.journal.incidents(query)
  return { items: await incidentViews(house, items, language), nextCursor }
}
