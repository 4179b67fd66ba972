import { deviceTypes, ownRoles } from '@sereno/shared/device.ts'
import type { Contact, Reading } from '@sereno/shared/reading.ts'
import fc from 'fast-check'
import type { Check, Context, Whereabouts } from '../../src/judge/types.ts'
import { anyFact } from './any-fact.ts'
import { morning, probe } from './check.ts'

const contacts: readonly Contact[] = [
  'answered',
  'refused',
  'silent',
  'unreachable',
  'mute',
  'garbled',
  'local_error',
  'unable',
]
/** The types of probes that are made up. */
export const anyTypes = [
  'icmp',
  'tcp',
  'escpos',
  'star',
  'snmp',
  'ipp',
  'ios',
  'http',
  'dns',
  'gateway',
  'internet',
  'checkin',
]
const bit = fc.option(fc.boolean(), { nil: null })
const text = fc.string({ maxLength: 30 })

/** Any reading, also one that no probe would make. */
export const anyReading: fc.Arbitrary<Reading> = fc
  .record({
    probe: fc.constantFrom(...anyTypes),
    contact: fc.constantFrom(...contacts),
    attempt: fc.integer({ min: 1, max: 5 }),
    latencyMs: fc.option(fc.double({ min: 0, max: 2000, noNaN: true }), { nil: null }),
    code: fc.option(fc.constantFrom('ECONNREFUSED', 'EAI_AGAIN', 'ENOBUFS'), { nil: null }),
    facts: fc.array(anyFact, { maxLength: 3 }),
  })
  .map((one) => ({ ...one, probeId: one.probe, at: morning }))

const few = fc.integer({ min: 0, max: 2 })
const anyContext: fc.Arbitrary<Context> = fc.record({
  open: bit,
  quiet: fc.boolean(),
  maintenance: fc.boolean(),
  parent: fc.option(fc.record({ id: fc.constant('parent'), name: text, down: fc.boolean() }), { nil: null }),
  ownSubnet: fc.boolean(),
  around: fc.option(
    fc.record({
      internet: fc.constantFrom('works' as const, 'away' as const, 'unwatched' as const),
      place: fc.constantFrom('own_subnet' as const, 'elsewhere' as const, 'unknown' as const),
      printers: fc.record({ reached: few, silent: few, failing: few, refusing: few }),
      otherPads: fc.record({ printing: few, cutOff: few }),
    }),
    { nil: null },
  ),
})

const mac = fc.constantFrom('00:26:ab:12:34:56', '00:11:62:00:00:23', '92:3e:11:00:00:31')
const holder = fc.record({ mac, vendor: fc.option(text, { nil: null }), name: fc.option(text, { nil: null }) })
const whereabouts: fc.Arbitrary<Whereabouts> = fc.record({
  address: fc.constantFrom('192.168.1.50', '192.168.1.51'),
  own: fc.uniqueArray(mac, { maxLength: 2 }),
  holders: fc.uniqueArray(holder, { maxLength: 3, selector: (one) => one.mac }),
  asked: fc.boolean(),
  proof: fc.constantFrom('same' as const, 'other' as const, null),
  elsewhere: fc.option(fc.record({ address: fc.constant('192.168.1.73'), mac }), { nil: null }),
})

/** A step of a device's life: what was seen, and how long after the one before. */
export interface Seen {
  afterSeconds: number
  readings: Reading[]
  neighbour: Check['neighbour']
  whereabouts?: Whereabouts | null
  context: Context
}
export const anySeen: fc.Arbitrary<Seen> = fc.record({
  afterSeconds: fc.integer({ min: -10, max: 2000 }),
  readings: fc.array(anyReading, { maxLength: 6 }),
  neighbour: fc.option(
    fc.record({
      fact: fc.constant('neighbour' as const),
      state: fc.constantFrom('present' as const, 'absent' as const, 'unknown' as const),
      mac: fc.constant(null),
    }),
    { nil: null },
  ),
  whereabouts: fc.option(whereabouts, { nil: null }),
  context: anyContext,
})
export const anyDevice = fc.record({
  id: fc.constant('device'),
  name: text,
  type: fc.constantFrom(...deviceTypes),
  place: fc.constant(''),
  address: fc.constantFrom('192.168.1.50', 'pos.example', null),
  mac: fc.constant(null),
  inService: fc.constantFrom(true, true, true, false),
  parentId: fc.constant(null),
  role: fc.option(fc.constantFrom(...ownRoles), { nil: null }),
  probes: fc.subarray(anyTypes, { minLength: 1 }).map((chosen) => chosen.map((type) => probe(type))),
})
