import type { discoveryContracts } from '@sereno/shared/api/discovery.ts'
import { adoptCandidate } from '../../services/discovery/adopt-candidate.ts'
import { ignoreCandidate } from '../../services/discovery/ignore-candidate.ts'
import { listCandidates } from '../../services/discovery/list-candidates.ts'
import { startDiscovery } from '../../services/discovery/start-discovery.ts'
import type { House } from '../../services/house.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** Finding devices, and making devices of what was found. */
export const discoveryRoutes = (house: House): Handlers<keyof typeof discoveryContracts> => ({
  'discovery.start': async ({ body, language }) => startDiscovery(house, body.subnets, language),
  'discovery.get': async ({ language }) => house.discovery.state(language),
  'candidates.list': async ({ query }) => listCandidates(house, query),
  'candidates.adopt': (call) => adoptCandidate(house, idOf(call), call.body, call.language),
  'candidates.ignore': async (call) => void (await ignoreCandidate(house, idOf(call))),
})
