import type { House } from '../../services/house.ts'
import { changeIncident } from '../../services/incidents/change-incident.ts'
import { entriesOfIncident, getIncident } from '../../services/incidents/get-incident.ts'
import { listIncidents } from '../../services/incidents/list-incidents.ts'
import { listNotices } from '../../services/notices/list-notices.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** Incidents and notices. */
export const incidentRoutes = (
  house: House,
): Handlers<'incidents.list' | 'incidents.get' | 'incidents.entries' | 'incidents.change' | 'notices.list'> => ({
  'incidents.list': ({ query, language }) => listIncidents(house, query, language),
  'incidents.get': (call) => getIncident(house, idOf(call), call.language),
  'incidents.entries': (call) => entriesOfIncident(house, idOf(call), call.query, call.language),
  'incidents.change': (call) => changeIncident(house, idOf(call), call.body, call.caller, call.language),
  'notices.list': ({ query, language }) => listNotices(house, query, language),
})
