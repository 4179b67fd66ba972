import { z } from 'zod'
import { moment } from '../field.ts'
import { lack } from '../overview.ts'
import { updateAction, updateFault, updateKind, updateStep, updateWay } from '../update-record.ts'
import { admins, contracts, readers } from './contract.ts'

/** A network card of the mini computer. */
const networkCard = z.strictObject({
  name: z.string(),
  kind: z.enum(['wired', 'wifi']),
  up: z.boolean(),
  mac: z.string(),
  addresses: z.array(z.string()),
  speedMbit: z.number().nullable(),
})
export type NetworkCardView = z.infer<typeof networkCard>

/** The mini computer; `null` values where it does not say. */
export const machineView = z.strictObject({
  model: z.string(),
  system: z.string(),
  host: z.string(),
  upSeconds: z.number().int(),
  cores: z.number().int(),
  /** How busy its processors were within the last minute; 1: all of them, more: work waits. */
  load: z.number().nullable(),
  temperatureC: z.number().nullable(),
  memoryTotalBytes: z.number().int(),
  memoryAvailableBytes: z.number().int(),
  /** Whether its supply is too weak `now`, or was at some time `since_start`. */
  underVoltage: z.enum(['now', 'since_start']).nullable(),
  /** What a running time service says. */
  clockSynchronised: z.boolean().nullable(),
  storageWearPercent: z.number().nullable(),
  cards: z.array(networkCard),
  gateway: z.string().nullable(),
})
export type MachineView = z.infer<typeof machineView>

export const system = z.strictObject({
  version: z.string(),
  startedAt: moment,
  databaseId: z.string(),
  databaseBytes: z.number().int(),
  newestSequence: z.number().int(),
  newestEntryAt: moment.nullable(),
  lastCheckAt: moment.nullable(),
  /** Entries of the kind Retry within the last 24 hours: what answered late, or at a further try. */
  retriesToday: z.number().int(),
  mailsWaiting: z.number().int(),
  mailsPaused: z.boolean(),
  clockTrusted: z.boolean(),
  memoryBytes: z.number().int(),
  eventLoopDelayP99Ms: z.number(),
  eventLoopDelayMaxMs: z.number(),
  diskFreeBytes: z.number().nullable(),
  diskTotalBytes: z.number().nullable(),
  /** Whether something starts the agent again when it ends for that. */
  restartable: z.boolean(),
  machine: machineView,
  lacks: z.array(lack),
})
export type System = z.infer<typeof system>

/** Versions of Sereno on this box. */
export const updateView = z.strictObject({
  way: updateWay,
  current: z.string(),
  /** A version newer than this one, as far as is known. */
  newer: z.string().nullable(),
  /** The changelog of what is newer, as Markdown. */
  changes: z.string(),
  checkedAt: moment.nullable(),
  /** Why the last search for newer versions, or what was asked last, came to nothing. */
  fault: updateFault.nullable(),
  /** What was asked and is under way; `step` is `null` before it begins. */
  running: z.strictObject({ kind: updateKind, to: z.string(), step: updateStep, startedAt: moment }).nullable(),
  asked: z.boolean(),
  last: z
    .strictObject({
      kind: updateKind,
      from: z.string(),
      to: z.string(),
      endedAt: moment,
      outcome: z.enum(['done', 'failed']),
      fault: updateFault.nullable(),
      /** What the failing part said. */
      detail: z.string(),
      isDatabaseRestored: z.boolean(),
    })
    .nullable(),
  /** The version before the last update; where it cannot read today's database, all since then is forgotten with it. */
  back: z.strictObject({ version: z.string(), forgetsSince: moment.nullable() }).nullable(),
  /** Whether the venue is open now; `null` where its hours are not known. */
  isOpenNow: z.boolean().nullable(),
})
export type UpdateView = z.infer<typeof updateView>

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
  'system.restart': {
    method: 'POST',
    path: '/api/v1/system/restart',
    access: { scope: 'admin', roles: admins },
    summary: 'End the agent in order and start it again; the watch stops for some seconds',
    status: 202,
    response: z.strictObject({ restarting: z.literal(true) }),
  },
  'system.update.get': {
    method: 'GET',
    path: '/api/v1/system/update',
    access: { scope: 'admin', roles: admins },
    summary: 'Versions of Sereno on this box: what runs, what is newer, and how the last update went',
    status: 200,
    response: updateView,
  },
  'system.update.ask': {
    method: 'POST',
    path: '/api/v1/system/update',
    access: { scope: 'admin', roles: admins },
    summary: 'Look for newer versions, update to the newest, or go back to the version before the last update',
    body: z.strictObject({ action: updateAction }),
    status: 202,
    response: z.strictObject({ asked: z.literal(true) }),
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
    summary: 'Storage writable, settings in force, watch alive, clock sane; 503 with the reasons otherwise',
    status: 200,
    /** `start`: as whoever started the agent names this start. */
    response: z.strictObject({ ready: z.boolean(), reasons: z.array(z.string()), start: z.string().optional() }),
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
