import { describe, expect, test } from 'vitest'
import { causesOf, device, ending, look, looks, morning, neighbour, type Step, second } from '../../test/fakes/check.ts'
import { lossy, lossyNetwork } from './attempts.ts'

const printer = device({}, ['icmp'])
const at = (index: number, readings: Step['readings']): Step => {
  const time = morning + index * 10 * second
  return { at: time, readings: readings.map((reading) => ({ ...reading, at: time })), neighbour: neighbour('absent') }
}
const series = (count: number, of: (index: number) => Step['readings']): Step[] =>
  Array.from({ length: count }, (_, index) => at(index, of(index)))
const answer = (latencyMs: number) => [look('icmp', 'answered', [], { latencyMs })]
const late = looks('icmp', ['silent', 'answered'])

describe('slow or lossy but working', () => {
  test('is no verdict on a good network, nor on a few looks', () => {
    expect(
      ending(
        printer,
        series(60, () => answer(5)),
      ),
    ).toMatchObject({ state: 'up', conditions: [] })
    expect(
      ending(
        printer,
        series(10, () => answer(900)),
      ),
    ).toMatchObject({ state: 'up', conditions: [] })
  })
  test('slow: one in twenty takes longer than the network should', () => {
    const judgement = ending(
      printer,
      series(60, (index) => answer(index % 10 === 0 ? 400 : 5)),
    )
    expect(judgement).toMatchObject({
      state: 'degraded',
      cause: 'degraded',
      conditions: [{ rule: 'K0.degraded', detail: { latencyMs: 400, lossPercent: 0 } }],
    })
    expect(
      ending(
        printer,
        series(60, (index) => answer(index === 30 ? 400 : 5)),
      ),
    ).toMatchObject({ state: 'up' })
  })
  test('lossy: over 5 % of the looks of ten minutes', () => {
    const judgement = ending(
      printer,
      series(60, (index) => (index % 5 === 0 ? late : answer(5))),
    )
    expect(causesOf(judgement)).toEqual(['check_retry', 'degraded'])
    expect(lossy(judgement.memory)).toBe(true)
    expect(
      lossy(
        ending(
          printer,
          series(60, (index) => (index === 0 ? late : answer(5))),
        ).memory,
      ),
    ).toBe(false)
    expect(lossy(null)).toBe(false)
  })
  test('of a whole network: so much of all devices together, and not of one of them alone', () => {
    const memoryOf = (of: (index: number) => Step['readings'], count = 10) => ending(printer, series(count, of)).memory
    const good = memoryOf(() => answer(5))
    const bad = memoryOf((index) => (index % 3 === 0 ? late : answer(5)))
    expect(lossyNetwork([bad, bad, bad, good])).toBe(true)
    expect(lossyNetwork([bad, good, good])).toBe(false)
    expect(lossyNetwork([bad])).toBe(false)
    expect(lossyNetwork([null, good, good])).toBe(false)
  })
  test('an outage is no loss', () => {
    const judgement = ending(
      printer,
      series(60, (index) => (index > 20 && index < 50 ? looks('icmp', ['silent', 'silent']) : answer(5))),
    )
    expect(judgement).toMatchObject({ state: 'up', conditions: [] })
  })
  test('is over when ten minutes have passed', () => {
    const steps = series(130, (index) => answer(index < 60 ? 400 : 5))
    expect(ending(printer, steps)).toMatchObject({ state: 'up' })
  })
})
