import { z } from 'zod'
import { device, lockableFields } from '../device.ts'
import { line } from '../field.ts'
import { evidenceKind, fieldHold, identityView } from '../identity.ts'
import { contracts, readers, technicians } from './contract.ts'

const base = '/api/v1'
const reads = { scope: 'status:read', roles: readers } as const
const changes = { scope: 'devices:write', roles: technicians } as const

/** Who a device is: by what it is recognised, merged and split by a person. */
export const identityContracts = contracts({
  'devices.identity': {
    method: 'GET',
    path: `${base}/devices/:id/identity`,
    access: reads,
    summary: 'By what a device is recognised',
    status: 200,
    response: identityView,
  },
  'devices.merge': {
    method: 'POST',
    path: `${base}/devices/:id/merge`,
    access: changes,
    summary: 'Say that a candidate, or another device, is this device: it takes its evidence and its address',
    body: z.union([
      z.strictObject({ candidateId: z.string().min(1).max(64), keepAddress: z.boolean().optional() }),
      z.strictObject({ deviceId: z.string().min(1).max(64), keepAddress: z.boolean().optional() }),
    ]),
    status: 200,
    response: device,
  },
  'devices.split': {
    method: 'POST',
    path: `${base}/devices/:id/split`,
    access: changes,
    summary: 'Say that this evidence is not this device’s',
    body: z.strictObject({
      evidence: z
        .array(z.strictObject({ kind: evidenceKind, value: line(1, 200) }))
        .min(1)
        .max(20),
    }),
    status: 200,
    response: identityView,
  },
  'devices.lock': {
    method: 'POST',
    path: `${base}/devices/:id/lock`,
    access: changes,
    summary: 'Lock what a device is to this value: no later evidence changes it',
    body: fieldHold,
    status: 200,
    response: identityView,
  },
  'devices.unlock': {
    method: 'POST',
    path: `${base}/devices/:id/unlock`,
    access: changes,
    summary: 'Give what a device is back to the evidence',
    body: z.strictObject({ field: z.enum(lockableFields) }),
    status: 200,
    response: identityView,
  },
})
