import { z } from 'zod'
import { activityFilter, activityQuery, activitySummary, entry, ingested, notice, relatedEntries } from '../activity.ts'
import { deviceBars } from '../bars.ts'
import {
  device,
  deviceInput,
  devicePatch,
  devicePause,
  deviceState,
  deviceType,
  probeKind,
  seriesPoint,
} from '../device.ts'
import { line, listOf, moment, momentIn, page } from '../field.ts'
import { incident, incidentPatch } from '../incident.ts'
import { overview } from '../overview.ts'
import { anyone, contracts, hands, operators, readers, technicians } from './contract.ts'

const base = '/api/v1'
const reads = { scope: 'status:read', roles: readers } as const
const readsLog = { scope: 'activity:read', roles: readers } as const
const changes = { scope: 'devices:write', roles: technicians } as const

/** An outcome of a check, as `POST /devices/:id/check` answers it. */
export const outcomeView = z.strictObject({
  probe: z.string(),
  at: moment,
  ok: z.boolean(),
  latencyMs: z.number().nullable(),
  detail: z.record(z.string(), z.unknown()),
})

/** Devices, the activity log, incidents and notices. */
export const watchContracts = contracts({
  'overview.get': {
    method: 'GET',
    path: `${base}/overview`,
    access: { scope: 'status:read', roles: anyone, iPads: true },
    summary: 'What the first page needs, in one answer',
    status: 200,
    response: overview,
  },
  'probes.list': {
    method: 'GET',
    path: `${base}/probes`,
    access: reads,
    summary: 'Ways of looking, with their rates and option fields',
    status: 200,
    response: z.strictObject({ items: z.array(probeKind) }),
  },
  'devices.list': {
    method: 'GET',
    path: `${base}/devices`,
    access: reads,
    summary: 'Devices',
    query: z.strictObject({
      ...page,
      q: line(1, 100).optional(),
      type: deviceType.optional(),
      state: deviceState.optional(),
    }),
    status: 200,
    response: listOf(device),
  },
  'devices.bars': {
    method: 'GET',
    path: `${base}/devices/bars`,
    access: { scope: 'status:read', roles: anyone },
    summary: 'How every device was, slot by slot, for bars',
    query: z.strictObject({
      since: momentIn.optional(),
      until: momentIn.optional(),
      /** Width of a slot in seconds, made of five minutes; at most 400 slots. */
      step: z.coerce.number().int().min(300).max(86_400).default(900),
      deviceId: z.string().max(64).optional(),
    }),
    status: 200,
    response: deviceBars,
  },
  'devices.add': {
    method: 'POST',
    path: `${base}/devices`,
    access: changes,
    summary: 'Add a device; without probes it gets the usual ones of its type',
    body: deviceInput,
    status: 201,
    response: device,
  },
  'devices.get': {
    method: 'GET',
    path: `${base}/devices/:id`,
    access: reads,
    summary: 'A device',
    status: 200,
    response: device,
  },
  'devices.change': {
    method: 'PATCH',
    path: `${base}/devices/:id`,
    access: changes,
    summary: 'Change a device',
    body: devicePatch,
    status: 200,
    response: device,
  },
  'devices.remove': {
    method: 'DELETE',
    path: `${base}/devices/:id`,
    access: changes,
    summary: 'Remove a device; its entries stay in the log',
    status: 204,
    response: null,
  },
  'devices.check': {
    method: 'POST',
    path: `${base}/devices/:id/check`,
    access: { scope: 'devices:write', roles: hands, iPads: true },
    summary: 'Look at a device now; for the staff at most once in five seconds',
    status: 200,
    response: z.strictObject({ device, outcomes: z.array(outcomeView) }),
  },
  'devices.pause': {
    method: 'POST',
    path: `${base}/devices/:id/pause`,
    access: changes,
    summary: 'Pause a device for some minutes, or watch it again: a maintenance window of its own',
    body: devicePause,
    status: 200,
    response: device,
  },
  'devices.series': {
    method: 'GET',
    path: `${base}/devices/:id/series`,
    access: reads,
    summary: 'Latency, loss and state by bucket',
    query: z.strictObject({
      since: momentIn.optional(),
      until: momentIn.optional(),
      /** Width of a bucket in seconds: whole minutes, or whole hours from 3600 on. */
      step: z.coerce.number().int().min(60).max(86_400).default(300),
    }),
    status: 200,
    response: z.strictObject({ items: z.array(seriesPoint) }),
  },
  'activity.list': {
    method: 'GET',
    path: `${base}/activity`,
    access: readsLog,
    summary: 'The activity log, newest first',
    query: activityQuery,
    status: 200,
    response: listOf(entry),
  },
  'activity.ingest': {
    method: 'POST',
    path: `${base}/activity`,
    access: { scope: 'activity:write', roles: technicians },
    summary: 'Take in entries of others; repeated keys are harmless',
    body: z.union([ingested, z.array(ingested).min(1).max(500)]),
    bodyBytes: 1024 * 1024,
    status: 200,
    response: z.strictObject({ accepted: z.number().int(), repeated: z.number().int() }),
  },
  'activity.summary': {
    method: 'GET',
    path: `${base}/activity/summary`,
    access: readsLog,
    summary: 'Counts by kind, device and hour',
    query: activityFilter,
    status: 200,
    response: activitySummary,
  },
  'activity.csv': {
    method: 'GET',
    path: `${base}/activity.csv`,
    access: readsLog,
    summary: 'The activity log as CSV, with the same filters',
    query: activityFilter,
    status: 200,
    response: null,
    contentType: 'text/csv; charset=utf-8',
  },
  'activity.json': {
    method: 'GET',
    path: `${base}/activity.json`,
    access: readsLog,
    summary: 'The activity log as one JSON array, with the same filters',
    query: activityFilter,
    status: 200,
    response: null,
    contentType: 'application/json; charset=utf-8',
  },
  'activity.mail': {
    method: 'POST',
    path: `${base}/activity/mail`,
    access: readsLog,
    summary: 'Mail these entries to the person who asks: counts, the first 50, and all of up to 2,000 as CSV',
    body: activityFilter,
    status: 202,
    response: z.strictObject({ to: z.string(), total: z.number().int() }),
  },
  'activity.related': {
    method: 'GET',
    path: `${base}/activity/:id/related`,
    access: readsLog,
    summary: 'What explains an entry, what it explains, and the others of its incident',
    status: 200,
    response: relatedEntries,
  },
  'incidents.list': {
    method: 'GET',
    path: `${base}/incidents`,
    access: readsLog,
    summary: 'Incidents, newest first',
    query: z.strictObject({ ...page, open: z.stringbool().optional(), acknowledged: z.stringbool().optional() }),
    status: 200,
    response: listOf(incident),
  },
  'incidents.get': {
    method: 'GET',
    path: `${base}/incidents/:id`,
    access: readsLog,
    summary: 'An incident',
    status: 200,
    response: incident,
  },
  'incidents.change': {
    method: 'PATCH',
    path: `${base}/incidents/:id`,
    access: { scope: 'devices:write', roles: operators },
    summary: 'Acknowledge or snooze an incident',
    body: incidentPatch,
    status: 200,
    response: incident,
  },
  'notices.list': {
    method: 'GET',
    path: `${base}/notices`,
    access: readsLog,
    summary: 'Harmless facts, newest first; kept for 30 days',
    query: z.strictObject({ ...page, deviceId: z.string().max(64).optional() }),
    status: 200,
    response: listOf(notice),
  },
  'events.stream': {
    method: 'GET',
    path: `${base}/events`,
    access: { scope: 'status:read', roles: anyone, iPads: true },
    summary: 'Server-sent events: device, activity, incident, notice, discovery',
    status: 200,
    response: null,
    contentType: 'text/event-stream',
  },
})
