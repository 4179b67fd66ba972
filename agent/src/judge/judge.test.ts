import { causes, kindOf } from '@sereno/shared/cause.ts'
import { deviceTypes, ownRoles } from '@sereno/shared/device.ts'
import { kinds } from '@sereno/shared/kind.ts'
import { type Contact, errorBits, type Fact, type Reading } from '@sereno/shared/reading.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escpos, morning, printerMib, probe, second } from '../../test/fakes/check.ts'
import { judge } from './judge.ts'
import { keyOf } from './key.ts'
import type { Check, Context, Judgement, Memory, Whereabouts } from './types.ts'

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
const types = ['icmp', 'tcp', 'escpos', 'snmp', 'ios', 'http', 'dns', 'gateway', 'internet', 'checkin']
const bit = fc.option(fc.boolean(), { nil: null })
const text = fc.string({ maxLength: 30 })
const level = fc.record({
  description: text,
  level: fc.integer({ min: -3, max: 120 }),
  max: fc.integer({ min: -2, max: 100 }),
})

const facts: fc.Arbitrary<Fact> = fc.oneof(
  fc
    .record({
      offline: bit,
      coverOpen: bit,
      paperEnd: bit,
      paperNearEnd: bit,
      feeding: bit,
      cutterError: bit,
      unrecoverableError: bit,
      recoverableError: bit,
      autoRecoverableError: bit,
    })
    .map(escpos),
  fc
    .record({
      deviceStatus: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
      errorBits: fc.subarray([...errorBits]),
      alerts: fc.array(
        fc.record({
          severity: fc.integer({ min: 1, max: 5 }),
          group: fc.integer({ min: 1, max: 30 }),
          code: fc.constantFrom(3, 8, 13, 15, 22, 808, 9999),
          description: text,
        }),
        { maxLength: 3 },
      ),
      trays: fc.array(level, { maxLength: 3 }),
      supplies: fc.array(
        level.chain((one) => fc.boolean().map((fills) => ({ ...one, fills }))),
        { maxLength: 3 },
      ),
      coverOpen: bit,
    })
    .map(printerMib),
  fc.record({
    fact: fc.constant('identity' as const),
    name: text,
    model: text,
    vendor: text,
    serial: text,
    description: text,
    uuid: fc.constant(null),
    mac: fc.constant(null),
    objectId: fc.constant(null),
    isPrinter: fc.boolean(),
  }),
  fc.record({ fact: fc.constant('snmp_auth' as const), reason: text }),
  fc.record({ fact: fc.constant('ups' as const), onBattery: bit, replaceBattery: bit }),
  fc.record({
    fact: fc.constant('http' as const),
    status: fc.integer({ min: 100, max: 599 }),
    textFound: bit,
    statusExpected: fc.boolean(),
  }),
  fc.record({
    fact: fc.constant('dns' as const),
    addresses: fc.array(fc.constant('192.0.2.1'), { maxLength: 1 }),
    failed: fc.option(fc.constant('SERVFAIL'), { nil: null }),
  }),
  fc.record({ fact: fc.constant('anchors' as const), asked: fc.constant(3), answered: fc.integer({ min: 0, max: 3 }) }),
  fc.record({
    fact: fc.constant('page' as const),
    found: fc.constantFrom('as_known' as const, 'altered' as const, 'silent' as const),
  }),
  fc.record({
    fact: fc.constant('neighbour' as const),
    state: fc.constantFrom('present' as const, 'absent' as const, 'unknown' as const),
    mac: fc.constant(null),
  }),
  fc.record({
    fact: fc.constant('checkin' as const),
    address: fc.constant('192.168.1.31'),
    online: bit,
    lastPrintError: fc.constantFrom(
      null,
      '',
      'NSURLError -1004',
      'The Internet connection appears to be offline',
      'jam',
    ),
    rttMs: fc.constant(null),
    model: fc.constant(null),
    osVersion: fc.constant(null),
    appVersion: fc.constant(null),
    battery: fc.constant(null),
    charging: fc.constant(null),
  }),
)

const readings: fc.Arbitrary<Reading> = fc
  .record({
    probe: fc.constantFrom(...types),
    contact: fc.constantFrom(...contacts),
    attempt: fc.integer({ min: 1, max: 5 }),
    latencyMs: fc.option(fc.double({ min: 0, max: 2000, noNaN: true }), { nil: null }),
    code: fc.option(fc.constantFrom('ECONNREFUSED', 'EAI_AGAIN', 'ENOBUFS'), { nil: null }),
    facts: fc.array(facts, { maxLength: 3 }),
  })
  .map((one) => ({ ...one, probeId: one.probe, at: morning }))

const few = fc.integer({ min: 0, max: 2 })
const contexts: fc.Arbitrary<Context> = fc.record({
  open: bit,
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

interface Seen {
  afterSeconds: number
  readings: Reading[]
  neighbour: Check['neighbour']
  whereabouts?: Whereabouts | null
  context: Context
}
const seen: fc.Arbitrary<Seen> = fc.record({
  afterSeconds: fc.integer({ min: -10, max: 2000 }),
  readings: fc.array(readings, { maxLength: 6 }),
  neighbour: fc.option(
    fc.record({
      fact: fc.constant('neighbour' as const),
      state: fc.constantFrom('present' as const, 'absent' as const, 'unknown' as const),
      mac: fc.constant(null),
    }),
    { nil: null },
  ),
  whereabouts: fc.option(whereabouts, { nil: null }),
  context: contexts,
})
const devices = fc.record({
  id: fc.constant('device'),
  name: text,
  type: fc.constantFrom(...deviceTypes),
  place: fc.constant(''),
  address: fc.constantFrom('192.168.1.50', 'pos.example', null),
  mac: fc.constant(null),
  inService: fc.constantFrom(true, true, true, false),
  parentId: fc.constant(null),
  role: fc.option(fc.constantFrom(...ownRoles), { nil: null }),
  probes: fc.subarray(types, { minLength: 1 }).map((chosen) => chosen.map((type) => probe(type))),
})
const lives = fc.tuple(devices, fc.array(seen, { minLength: 1, maxLength: 12 }))

function play(
  [device, steps]: [Check['device'], Seen[]],
  onto: (memory: Memory) => Memory = (memory) => memory,
): Judgement[] {
  let memory: Memory | null = null
  let at = morning
  return steps.map(({ afterSeconds, context, ...check }) => {
    at += afterSeconds * second
    const judgement = judge(memory, { device, at, ...check }, context)
    memory = onto(judgement.memory)
    return judgement
  })
}

describe('over every combination of readings', () => {
  const always = (holds: (judgement: Judgement, step: Seen, device: Check['device']) => void) =>
    fc.assert(
      fc.property(lives, ([device, steps]) => {
        play([device, steps]).forEach((judgement, index) => {
          const step = steps[index]
          if (step) holds(judgement, step, device)
        })
      }),
      { numRuns: 300 },
    )

  test('each failure has exactly one kind or none, and is told once', () => {
    always(({ conditions }) => {
      for (const { cause } of conditions) {
        expect(Object.keys(causes)).toContain(cause)
        expect([...kinds, null]).toContain(kindOf(cause))
      }
      expect(new Set(conditions.map(keyOf)).size).toBe(conditions.length)
    })
  })

  test('each condition names its rule and the readings behind it', () => {
    always(({ conditions }) => {
      for (const { rule, cause, attempts, detail } of conditions) {
        expect(rule).toMatch(new RegExp(`^K[0-4]\\.${cause}$`, 'u'))
        expect(attempts).toBeGreaterThanOrEqual(1)
        expect(detail.readings).toEqual(expect.arrayContaining([expect.any(String)]))
      }
    })
  })

  test('down means an Offline or a Fail, and a cause is among what is believed', () => {
    always(({ state, cause, conditions }) => {
      const failing = conditions.some((one) => kindOf(one.cause) === 'Offline' || kindOf(one.cause) === 'Fail')
      if (state === 'down') expect(failing).toBe(true)
      if (failing) expect(['down', 'unknown']).toContain(state)
      if (state === 'down' || state === 'degraded') expect(conditions.map((one) => one.cause)).toContain(cause)
      if (state === 'up' || state === 'paused') expect(cause).toBeNull()
    })
  })

  test('another device at the address is one failure, and no sight of this one', () => {
    const those: readonly string[] = ['no_answer', 'ip_moved', 'ip_taken', 'ip_conflict']
    always(({ stranger, seen, conditions }) => {
      expect(conditions.filter(({ cause }) => those.includes(cause)).length).toBeLessThanOrEqual(1)
      if (stranger) expect(seen).toBe(false)
    })
  })

  test('maintenance, folding and closing time make no Offline', () => {
    always(({ state, cause, conditions }, { context }, { type }) => {
      const offline = conditions.some((one) => kindOf(one.cause) === 'Offline')
      if (context.maintenance) expect([state, conditions]).toEqual(['paused', []])
      if (cause === 'parent_down') expect(offline).toBe(false)
      if (context.open === false && (type === 'ipad' || type === 'printer')) expect(offline).toBe(false)
      if (context.maintenance || !context.parent?.down) return
      if (offline) expect(state).toBe('down')
    })
  })

  test('the same readings give the same verdicts, also with the memory kept as JSON between them', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const once = play(life)
        expect(play(life)).toEqual(once)
        expect(play(life, (memory) => JSON.parse(JSON.stringify(memory)) as Memory)).toEqual(once)
      }),
      { numRuns: 200 },
    )
  })
})

test('a check that tells nothing changes no verdict', () => {
  const nothing = fc.array(
    readings.map((one) => ({ ...one, contact: 'local_error' as const, facts: [] })),
    { minLength: 1, maxLength: 4 },
  )
  const lasting: Context = { open: null, maintenance: false, parent: null, ownSubnet: true, around: null }
  fc.assert(
    fc.property(devices, fc.array(seen, { minLength: 1, maxLength: 6 }), nothing, (device, steps, blind) => {
      const calm = steps.map((step) => ({ ...step, context: lasting }))
      // A probe that the device no longer has is forgotten, with what it saw.
      const whole = { ...device, probes: types.map((type) => probe(type)) }
      const before = play([whole, calm]).at(-1)
      const after = play([
        whole,
        [...calm, { afterSeconds: 1, readings: blind, neighbour: null, context: lasting }],
      ]).at(-1)
      const failures = (judgement?: Judgement) =>
        judgement?.conditions.filter(({ cause }) => kindOf(cause) !== null).map(keyOf)
      expect(failures(after)).toEqual(failures(before))
    }),
    { numRuns: 200 },
  )
})

test('the words "offline bit" never lead to Offline', () => {
  const offline = [
    look('icmp'),
    look('escpos', [escpos({ offline: true })]),
    look('snmp', [printerMib({ errorBits: ['offline'], deviceStatus: 5 })]),
  ]
  const steps = [0, 20, 20].map((afterSeconds) => ({
    afterSeconds,
    readings: offline,
    neighbour: null,
    context: { open: true, maintenance: false, parent: null, ownSubnet: true, around: null },
  }))
  const printer = {
    ...fc.sample(devices, 1)[0],
    type: 'printer',
    inService: true,
    probes: ['icmp', 'escpos', 'snmp'].map((type) => probe(type)),
  } as Check['device']
  const told = play([{ ...printer, role: null, address: '192.168.1.50' }, steps]).at(-1)
  expect(told?.conditions.map(({ cause }) => [cause, kindOf(cause)])).toEqual([['printer_offline_bit', 'Fail']])

  function look(type: string, facts: Fact[] = []): Reading {
    return { probe: type, probeId: type, at: morning, attempt: 1, contact: 'answered', latencyMs: 1, code: null, facts }
  }
})
