import type { Entry } from '@sereno/shared/activity.ts'
import type { Device } from '@sereno/shared/device.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import type { IncidentBrief } from '@sereno/shared/overview.ts'
import type { Trouble } from '../api.ts'

const now = Date.now()
export const ago = (seconds: number): string => new Date(now - seconds * 1000).toISOString()

const look = {
  id: 'probe-1',
  type: 'tcp',
  everySeconds: 10,
  timeoutMs: 2000,
  attempts: 3,
  options: { port: 9100 },
  last: null,
}

const device = (id: string, changes: Partial<Device>): Device => ({
  id,
  name: id,
  type: 'printer',
  place: 'Kitchen',
  address: '192.168.1.50',
  mac: '00:26:ab:12:34:56',
  vendor: 'Epson',
  model: 'TM-T20III',
  serial: null,
  osVersion: null,
  appVersion: null,
  foundAt: null,
  supplies: [],
  inService: true,
  parentId: null,
  role: null,
  state: 'up',
  stateSince: ago(86_400),
  lastSeenAt: ago(4),
  observedAt: ago(4),
  cause: null,
  pausedUntil: null,
  checkin: null,
  notes: '',
  quietHours: [],
  quiet: false,
  version: '1',
  probes: [look],
  ...changes,
})

/** A device in each state, and with each kind of name that a network may bring. */
export const devices: Device[] = [
  device('Bar printer', { state: 'down', cause: { code: 'paper_out', text: 'Out of paper' } }),
  device('Kitchen printer', {
    state: 'down',
    cause: { code: 'no_answer', text: 'Does not answer: check its power and its cable' },
    lastSeenAt: ago(1500),
  }),
  device('iPad terrace 2', { type: 'ipad', state: 'asleep', vendor: 'Apple', model: 'iPad Air (5th generation)' }),
  device('Switch under the bar', {
    type: 'switch',
    state: 'degraded',
    cause: { code: 'slow', text: 'Answers slowly: 240 ms' },
  }),
  device('Access point', { type: 'access-point', observedAt: ago(900), lastSeenAt: ago(900) }),
  device('Heard late', { type: 'router', observedAt: ago(38) }),
  device('Never looked at', { type: 'other', state: 'unknown', observedAt: null, lastSeenAt: null }),
  device('Old printer', { inService: false, state: 'paused', address: null, vendor: null, model: null }),
  device('Internet', { type: 'internet', address: null, place: '', role: 'line', vendor: null, model: null }),
  device('An uninterruptible power supply '.repeat(6), { type: 'ups', place: 'In the storeroom behind the kitchen' }),
  device('مطبعة <b>المطبخ</b> \u202E fdp.exe', { place: 'قاعة' }),
  device('Принтер на кухне 🧾 второго этажа', {
    place: 'Кухня',
    state: 'down',
    cause: { code: 'cover_open', text: 'Крышка открыта' },
  }),
]

const messages: Record<Kind, string> = {
  Error: 'The daily mail was refused by the server',
  Fail: 'The printer is out of paper',
  Offline: 'No communication with the printer',
  Retry: 'The iPad answers only now and then',
}
const entry = (kind: Kind, open: boolean, changes: Partial<Entry> = {}): Entry => ({
  id: `${kind}${open}${changes.id ?? ''}`,
  at: ago(open ? 720 : 40_000),
  endedAt: open ? null : ago(38_000),
  kind,
  cause: 'no_answer',
  deviceId: 'Bar printer',
  deviceName: 'Bar printer',
  probe: 'tcp',
  source: 'probe',
  message: messages[kind],
  advice: 'Check its power and its network cable.',
  attempts: 3,
  occurrences: open ? 1 : 4,
  network: 'maybe',
  incidentId: null,
  explainedBy: null,
  rule: 'no_answer',
  detail: { attempts: 3 },
  ...changes,
})

/** An entry of each kind, open and over, and one whose words are too many. */
export const entries: Entry[] = [
  ...(['Offline', 'Fail', 'Error', 'Retry'] as const).flatMap((kind) => [entry(kind, true), entry(kind, false)]),
  { ...entry('Error', true), id: 'long', deviceId: null, deviceName: null, message: 'charge failed '.repeat(30) },
]

const incident = (kind: Kind, changes: Partial<IncidentBrief> = {}): IncidentBrief => {
  const { detail: _, rule, ...brief } = entry(kind, true)
  return {
    id: kind,
    deviceId: brief.deviceId,
    deviceName: brief.deviceName,
    openedAt: brief.at,
    closedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    note: null,
    snoozedUntil: null,
    entries: [{ ...brief, cause: rule, behind: [], behindMore: 0 }],
    moreEntries: 0,
    moreOpen: 0,
    failedPrints: 0,
    ...changes,
  }
}
/** A problem of each kind. */
export const incidents: IncidentBrief[] = [
  incident('Offline'),
  incident('Fail', { acknowledgedAt: ago(60), acknowledgedBy: 'Ana Pérez' }),
  incident('Error', { deviceId: null, deviceName: null }),
  incident('Retry', { snoozedUntil: ago(-1800) }),
]

const refusal: Trouble = {
  status: 422,
  code: 'invalid',
  title: 'Something in the form is not right',
  detail: 'Mend what is marked and send it again.',
  errors: [{ path: 'probes[0].options.port', message: 'A port is between 1 and 65535.' }],
  retryAfterSeconds: null,
}
export const troubles: Trouble[] = [
  refusal,
  {
    ...refusal,
    status: 429,
    code: 'too_many',
    title: 'Too many tries',
    detail: 'Wait a little.',
    errors: [],
    retryAfterSeconds: 30,
  },
  {
    ...refusal,
    status: 500,
    code: 'unexpected',
    title: 'Something went wrong',
    detail: 'It stands in the log as 01KQ7.',
    errors: [],
    instance: '01KQ7',
  },
  {
    ...refusal,
    status: 0,
    code: 'no_contact',
    title: 'No contact with the box',
    detail: 'It does not answer.',
    errors: [],
  },
]
