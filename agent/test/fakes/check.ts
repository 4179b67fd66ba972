import type { DeviceSetting, ProbeSetting } from '@sereno/shared/device.ts'
import type {
  CheckinFact,
  Contact,
  EscposFact,
  Fact,
  NeighbourFact,
  PrinterMibFact,
  Reading,
} from '@sereno/shared/reading.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Check, Context, Judgement, Memory } from '../../src/judge/types.ts'

/** A morning at which the tables begin, ms since 1970. */
export const morning = Date.parse('2026-11-21T10:00:00.000Z')
export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

/** A probe of that type with the same id, and its usual rate. */
export const probe = (type: string, options: Record<string, unknown> = {}): ProbeSetting => ({
  id: type,
  type,
  everySeconds: 10,
  timeoutMs: 1000,
  attempts: 3,
  options,
})

/** A device with these probes, in service and in our own subnet. */
export const device = (change: Partial<DeviceSetting> = {}, probes: readonly string[] = ['icmp']): DeviceSetting => ({
  id: 'device',
  name: 'Kitchen printer',
  type: 'printer',
  place: '',
  address: '192.168.1.50',
  mac: null,
  inService: true,
  parentId: null,
  role: null,
  probes: probes.map((type) => probe(type)),
  ...change,
})

export const open: Context = {
  open: null,
  quiet: false,
  maintenance: false,
  parent: null,
  ownSubnet: true,
  around: null,
}
export const context = (change: Partial<Context>): Context => ({ ...open, ...change })
export const parentIs = (down: boolean): Context => context({ parent: { down } })

/** One look of the probe of that type. */
export const look = (type: string, contact: Contact, facts: Fact[] = [], change: Partial<Reading> = {}): Reading => ({
  probe: type,
  probeId: type,
  at: morning,
  attempt: 1,
  contact,
  latencyMs: contact === 'answered' ? 2 : null,
  code: null,
  facts,
  ...change,
})

/** All attempts of a probe, the last of which ends as said. */
export const looks = (type: string, contacts: readonly Contact[], facts: Fact[] = []): Reading[] =>
  contacts.map((contact, index) =>
    look(type, contact, index === contacts.length - 1 ? facts : [], { attempt: index + 1 }),
  )

export const neighbour = (state: NeighbourFact['state']): NeighbourFact => ({ fact: 'neighbour', state, mac: null })

export const escpos = (change: Partial<EscposFact> = {}): EscposFact => ({
  fact: 'escpos',
  offline: false,
  coverOpen: null,
  paperEnd: false,
  paperNearEnd: false,
  feeding: false,
  cutterError: null,
  unrecoverableError: null,
  recoverableError: null,
  autoRecoverableError: null,
  drawerHigh: false,
  raw: { 1: 0x12, 4: 0x12 },
  ...change,
})

/** What an iPad told; nothing but where it came from unless the test says so. */
export const checkin = (told: Partial<CheckinFact> = {}): CheckinFact => ({
  fact: 'checkin',
  address: '192.168.1.31',
  online: null,
  lastPrintError: null,
  rttMs: null,
  model: null,
  osVersion: null,
  appVersion: null,
  battery: null,
  charging: null,
  ...told,
})

export const printerMib = (change: Partial<PrinterMibFact> = {}): PrinterMibFact => ({
  fact: 'printer_mib',
  deviceStatus: 2,
  printerStatus: 3,
  errorBits: [],
  alerts: [],
  trays: [{ description: 'Tray 1', level: 100, max: 250 }],
  supplies: [],
  coverOpen: null,
  consoleText: null,
  ...change,
})

/** A step of a story: when, what was seen, and what else holds. */
export interface Step {
  at: number
  readings: Reading[]
  neighbour?: NeighbourFact | null
  whereabouts?: Check['whereabouts']
  context?: Context
}

/** Judges a device's checks one after the other, with the memory handed on as JSON, as a restart would. */
export function story(of: DeviceSetting, steps: readonly Step[]): Judgement[] {
  let memory: Memory | null = null
  return steps.map((step) => {
    const check: Check = {
      device: of,
      at: step.at,
      readings: step.readings,
      neighbour: step.neighbour ?? null,
      whereabouts: step.whereabouts ?? null,
    }
    const judgement = judge(memory, check, step.context ?? open)
    memory = JSON.parse(JSON.stringify(judgement.memory)) as Memory
    return judgement
  })
}

/** The last judgement of a story. */
export function ending(of: DeviceSetting, steps: readonly Step[]): Judgement {
  const last = story(of, steps).at(-1)
  if (!last) throw new Error('a story needs a step')
  return last
}

export const causesOf = ({ conditions }: Judgement): string[] => conditions.map(({ cause }) => cause)
