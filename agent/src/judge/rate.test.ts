import type { Reading } from '@sereno/shared/reading.ts'
import { describe, expect, test } from 'vitest'
import { device, ending, escpos, look, morning, neighbour, probe, second } from '../../test/fakes/check.ts'
import { attemptsFor, triesAgain } from './attempts.ts'
import { inDoubt } from './doubt.ts'
import { enteredByPerson, everyMs } from './rate.ts'

const printer = device({}, ['icmp', 'escpos', 'snmp'])
const after = (count: number, ...readings: ReturnType<typeof look>[]) =>
  ending(
    printer,
    Array.from({ length: count }, (_, index) => ({ at: morning + index * 20 * second, readings })),
  ).memory
const ping = look('icmp', 'answered')

describe('the rate of a probe', () => {
  const slow = { ...probe('escpos'), everySeconds: 20 }
  test('is what was set', () => {
    expect(everyMs(slow, null)).toBe(20_000)
    expect(everyMs({ ...slow, everySeconds: 5 }, null)).toBe(5000)
  })
  test('of ESC/POS is a minute where SNMP answers, and as set where it does not', () => {
    expect(everyMs(slow, after(1, ping, look('snmp', 'answered')))).toBe(60_000)
    expect(everyMs({ ...slow, everySeconds: 120 }, after(1, ping, look('snmp', 'answered')))).toBe(120_000)
    expect(everyMs(slow, after(1, ping, look('snmp', 'silent')))).toBe(20_000)
    const refusing = look('snmp', 'answered', [{ fact: 'snmp_auth', reason: 'unknown user' }])
    expect(everyMs(slow, after(1, ping, refusing))).toBe(20_000)
  })
  test('of SNMP is ten minutes where three tries had no answer', () => {
    const snmp = probe('snmp')
    expect(everyMs(snmp, after(2, ping, look('snmp', 'silent')))).toBe(10_000)
    expect(everyMs(snmp, after(3, ping, look('snmp', 'silent')))).toBe(600_000)
    expect(everyMs(probe('snmp', { community: 'venue' }), after(3, ping, look('snmp', 'silent')))).toBe(10_000)
  })
  test.for<[options: Record<string, unknown>, entered: boolean]>([
    [{}, false],
    [{ version: '2c', community: 'public' }, false],
    [{ community: 'venue' }, true],
    [{ version: '3', user: 'sereno' }, true],
  ])('credentials %o were entered by a person: %s', ([options, entered]) => {
    expect(enteredByPerson(probe('snmp', options))).toBe(entered)
  })
})

describe('SNMP credentials', () => {
  const told = (community: string, ...readings: ReturnType<typeof look>[]) => {
    const of = device({ probes: [probe('icmp'), probe('snmp', { community })] })
    return ending(of, [{ at: morning, readings }]).conditions.map(({ cause }) => cause)
  }
  const auth = look('snmp', 'answered', [{ fact: 'snmp_auth', reason: 'wrong digest' }])
  test('are wrong where SNMP is silent or refuses although a person entered them', () => {
    expect(told('venue', ping, look('snmp', 'silent'))).toEqual(['snmp_config'])
    expect(told('venue', ping, auth)).toEqual(['snmp_config'])
  })
  test('are wrong where SNMP had answered before', () => {
    const steps = [look('snmp', 'answered'), look('snmp', 'silent')].map((reading, index) => ({
      at: morning + index * 20 * second,
      readings: [ping, reading],
    }))
    expect(ending(printer, steps)).toMatchObject({
      state: 'degraded',
      conditions: [{ cause: 'snmp_config', rule: 'K4.snmp_config' }],
    })
  })
  test('are nobody’s fault where the device has no SNMP, or is gone', () => {
    expect(told('public', ping, look('snmp', 'silent'))).toEqual([])
    expect(told('public', ping, look('snmp', 'refused'))).toEqual([])
  })
})

describe('further attempts', () => {
  test.for<[contact: Parameters<typeof look>[1], again: boolean]>([
    ['answered', false],
    ['refused', false],
    ['silent', true],
    ['unreachable', true],
    ['mute', false],
    ['garbled', false],
    ['local_error', false],
    ['unable', false],
  ])('after %s: %s', ([contact, again]) => expect(triesAgain(look('tcp', contact))).toBe(again))

  test('one after a bare offline bit, to be sure', () => {
    const bare = [escpos({ offline: true })]
    expect(triesAgain(look('escpos', 'answered', bare))).toBe(true)
    expect(triesAgain(look('escpos', 'answered', bare, { attempt: 2 }))).toBe(false)
  })
  test('where a name, a page or a cloud failed, which may have been a hiccup', () => {
    expect(triesAgain(look('dns', 'answered', [{ fact: 'dns', addresses: [], failed: 'SERVFAIL' }]))).toBe(true)
    expect(triesAgain(look('internet', 'answered', [{ fact: 'page', found: 'altered' }]))).toBe(true)
    const answer = { fact: 'http' as const, textFound: null }
    expect(triesAgain(look('http', 'answered', [{ ...answer, status: 503, statusExpected: false }]))).toBe(true)
    expect(triesAgain(look('http', 'answered', [{ ...answer, status: 200, statusExpected: true }]))).toBe(false)
  })
  test('are two more on a lossy network, unless a person wanted one look', () => {
    expect(attemptsFor(probe('icmp'), true)).toBe(5)
    expect(attemptsFor(probe('icmp'), false)).toBe(3)
    expect(attemptsFor({ ...probe('icmp'), attempts: 1 }, true)).toBe(1)
  })
})

describe('doubt', () => {
  test('begins with silence, an unreachable address or a refusal', () => {
    expect(inDoubt([ping, look('escpos', 'silent')])).toBe(true)
    expect(inDoubt([look('icmp', 'unreachable')])).toBe(true)
    expect(inDoubt([look('escpos', 'refused')])).toBe(true)
  })
  test('does not begin with an answer, nor with a failure of our own', () => {
    expect(inDoubt([ping, look('escpos', 'mute'), look('snmp', 'unable'), look('tcp', 'local_error')])).toBe(false)
  })
  test('does not begin with a way that is known to be silent while others answer', () => {
    const memory = after(1, look('icmp', 'silent'), look('escpos', 'answered'))
    expect(inDoubt([look('icmp', 'silent')], memory)).toBe(false)
    expect(inDoubt([look('escpos', 'silent')], memory)).toBe(true)
    expect(inDoubt([look('icmp', 'silent')], after(1, ping))).toBe(true)
  })
  test('does not begin, nor a further attempt, with a gateway that never answered pings while its neighbour entry is there', () => {
    const gateway = device({ role: 'gateway', type: 'router' }, ['gateway'])
    const silent = (state: 'present' | 'absent') => look('gateway', 'silent', [neighbour(state)])
    const memory = (...readings: Reading[]) => ending(gateway, [{ at: morning, readings }]).memory
    const shy = memory(silent('present'))
    expect([inDoubt([silent('present')], shy), triesAgain(silent('present'), shy)]).toEqual([false, false])
    for (const [reading, before] of [
      [silent('present'), null],
      [silent('absent'), shy],
      [silent('present'), memory(silent('absent'))],
      [silent('present'), memory(look('gateway', 'answered'))],
    ] as const) {
      expect([inDoubt([reading], before), triesAgain(reading, before)]).toEqual([true, true])
    }
  })
})
