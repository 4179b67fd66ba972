import { causes, kindOf } from '@sereno/shared/cause.ts'
import { kinds } from '@sereno/shared/kind.ts'
import type { Fact, Reading } from '@sereno/shared/reading.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyDevice, anyReading, anySeen, anyTypes, type Seen } from '../../test/fakes/any-check.ts'
import { escpos, morning, printerMib, probe, second } from '../../test/fakes/check.ts'
import { judge } from './judge.ts'
import { keyOf } from './key.ts'
import type { Check, Context, Judgement, Memory } from './types.ts'

const lives = fc.tuple(anyDevice, fc.array(anySeen, { minLength: 1, maxLength: 12 }))

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
    always(({ state, cause, conditions }, { context }) => {
      const failing = conditions.some((one) => kindOf(one.cause) === 'Offline' || kindOf(one.cause) === 'Fail')
      if (state === 'down') expect(failing).toBe(true)
      if (failing) expect(['down', 'unknown']).toContain(state)
      const shown = state === 'down' || (state === 'degraded' && !context.quiet)
      if (shown) expect(conditions.map((one) => one.cause)).toContain(cause)
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

  test('a device that is not reached at its address has no port of its own that is silent or stuck', () => {
    always(({ conditions }) => {
      const causesNow = conditions.map(({ cause }) => cause)
      const isReached = !causesNow.some((cause) => keyOf({ cause }) === 'address')
      if (!isReached) expect(causesNow.filter((cause) => cause === 'port_silent' || cause === 'port_stuck')).toEqual([])
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

  test('in its quiet hours a device makes no failure, and is not called well for that', () => {
    fc.assert(
      fc.property(lives, ([device, steps]) => {
        const during = (isQuiet: boolean) =>
          play([device, steps.map((step) => ({ ...step, context: { ...step.context, open: false, quiet: isQuiet } }))])
        const told = during(false)
        during(true).forEach(({ state, conditions }, index) => {
          expect(conditions.filter((one) => kindOf(one.cause) !== null)).toEqual([])
          expect(state).not.toBe('down')
          if (state === 'up') expect(told[index]?.state).not.toBe('down')
        })
      }),
      { numRuns: 300 },
    )
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
    anyReading.map((one) => ({ ...one, contact: 'local_error' as const, facts: [] })),
    { minLength: 1, maxLength: 4 },
  )
  const lasting: Context = { open: null, quiet: false, maintenance: false, parent: null, ownSubnet: true, around: null }
  fc.assert(
    fc.property(anyDevice, fc.array(anySeen, { minLength: 1, maxLength: 6 }), nothing, (device, steps, blind) => {
      const calm = steps.map((step) => ({ ...step, context: lasting }))
      // A probe that the device no longer has is forgotten, with what it saw.
      const whole = { ...device, probes: anyTypes.map((type) => probe(type)) }
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
    context: { open: true, quiet: false, maintenance: false, parent: null, ownSubnet: true, around: null },
  }))
  const printer = {
    ...fc.sample(anyDevice, 1)[0],
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
