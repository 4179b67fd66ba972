import type { Language } from '@sereno/shared/field.ts'
import type { Incident, IncidentPatch } from '@sereno/shared/incident.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { incidentView } from './incident-view.ts'

/** Acknowledges an incident in the caller's name, or puts it off. @throws {Fault} `not_found` */
export async function changeIncident(
  house: House,
  id: string,
  patch: IncidentPatch,
  caller: Caller,
  language: Language,
): Promise<Incident> {
  const changed = await house.store.journal.changeIncident(id, patch, caller.fullName, house.clock.now())
  if (changed === null) throw new Fault('not_found')
  house.bus.emit('incident.changed', changed)
  return incidentView(house, changed, language)
}
