import { z } from 'zod'
import { moment } from '../field.ts'
import { lack } from '../overview.ts'
import { contracts, readers } from './contract.ts'

/** The mini computer; `null` values where it does not say. */
export const machineView = z.strictObject({
  model: z.string(),
  system: z.string(),
  temperatureC: z.number().nullable(),
  memoryTotalBytes: z.number().int(),
  memoryAvailableBytes: z.number().int(),
})
export type MachineView = z.infer<typeof machineView>

export const system = z.strictObject({
  version: z.string(),
  startedAt: moment,
  databaseId: z.string(),
  newestSequence: z.number().int(),
  clockTrusted: z.boolean(),
  memoryBytes: z.number().int(),
  eventLoopDelayP99Ms: z.number(),
  diskFreeBytes: z.number().nullable(),
  machine: machineView,
  lacks: z.array(lack),
})
export type System = z.infer<typeof system>

/** The agent itself. */
export const systemContracts = contracts({
  'system.get': {
    method: 'GET',
    path: '/api/v1/system',
    access: { scope: 'status:read', roles: readers },
    summary: 'The agent itself',
    status: 200,
    response: system,
  },
  healthz: {
    method: 'GET',
    path: '/healthz',
    access: 'public',
    summary: 'The process answers',
    status: 200,
    response: z.strictObject({ ok: z.literal(true) }),
  },
  readyz: {
    method: 'GET',
    path: '/readyz',
    access: 'public',
    summary: 'Storage writable, watch alive, clock sane; 503 with the reasons otherwise',
    status: 200,
    response: z.strictObject({ ready: z.boolean(), reasons: z.array(z.string()) }),
    // The handler answers by itself: the same body comes with 200 or with 503.
    contentType: 'application/json',
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    access: { scope: 'status:read', roles: readers },
    summary: 'OpenMetrics',
    status: 200,
    response: null,
    contentType: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  },
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    access: { scope: 'status:read', roles: readers },
    summary: 'This API as an OpenAPI 3.1 document',
    status: 200,
    response: z.record(z.string(), z.unknown()),
  },
})
