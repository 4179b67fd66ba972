import { z } from 'zod'
import { device, deviceInput } from '../device.ts'
import { listOf, page } from '../field.ts'
import { candidate, discovery } from '../identity.ts'
import { subnets } from '../venue.ts'
import { contracts, readers, technicians } from './contract.ts'

const base = '/api/v1'
const reads = { scope: 'status:read', roles: readers } as const
const changes = { scope: 'devices:write', roles: technicians } as const

/** Finding devices on the network. */
export const discoveryContracts = contracts({
  'discovery.start': {
    method: 'POST',
    path: `${base}/discovery`,
    access: changes,
    summary: 'Scan the local subnets, or these; progress over /events',
    body: z.strictObject({ subnets: subnets.min(1).optional() }),
    status: 202,
    response: discovery,
    audited: false,
  },
  'discovery.get': {
    method: 'GET',
    path: `${base}/discovery`,
    access: reads,
    summary: 'How the scan goes, or how the last one went',
    status: 200,
    response: discovery,
  },
  'candidates.list': {
    method: 'GET',
    path: `${base}/discovery/candidates`,
    access: reads,
    summary: 'What is on the network and nobody has added; with `ignored=true` also what a person ignores',
    query: z.strictObject({ ...page, ignored: z.stringbool().optional() }),
    status: 200,
    response: listOf(candidate),
  },
  'candidates.adopt': {
    method: 'POST',
    path: `${base}/discovery/candidates/:id`,
    access: changes,
    summary: 'Make a device of it; what is left out is taken from what was found',
    body: deviceInput.omit({ address: true, mac: true }).partial(),
    status: 201,
    response: device,
  },
  'candidates.ignore': {
    method: 'DELETE',
    path: `${base}/discovery/candidates/:id`,
    access: changes,
    summary: 'Do not show it again; adopting it ends that',
    status: 204,
    response: null,
  },
})
