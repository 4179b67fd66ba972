import { describe, expect, test } from 'vitest'
import {
  causesOf,
  context,
  device,
  ending,
  look,
  looks,
  minute,
  morning,
  neighbour,
  parentIs,
  type Step,
  story,
} from '../../test/fakes/check.ts'

const ipad = device({ name: 'iPad 1', type: 'ipad' }, ['ios'])
const inHours = context({ open: true })
const at = (minutes: number, step: Omit<Step, 'at'>): Step => ({
  at: morning + minutes * minute,
  context: inHours,
  ...step,
})
const awake = { readings: [look('ios', 'answered')] }
const silent = { readings: looks('ios', ['silent', 'silent']), neighbour: neighbour('absent') }
const sleeping = { readings: looks('ios', ['silent', 'silent']), neighbour: neighbour('present') }
/** A step every minute. */
const every = (from: number, to: number, step: Omit<Step, 'at'>): Step[] =>
  Array.from({ length: to - from + 1 }, (_, index) => at(from + index, step))

describe('an iPad', () => {
  test('is up while it answers, also with a refusal', () => {
    expect(ending(ipad, [at(0, awake)])).toMatchObject({ state: 'up', conditions: [] })
    expect(ending(ipad, [at(0, { readings: [look('ios', 'refused')] })])).toMatchObject({ state: 'up', conditions: [] })
  })

  test('that answers ARP only is asleep, for however long', () => {
    const judgement = ending(ipad, [at(0, awake), ...every(1, 120, sleeping)])
    expect(judgement).toMatchObject({ state: 'asleep', cause: 'asleep', seen: true })
    expect(causesOf(judgement)).toEqual(['asleep'])
  })

  test('silent for less than half an hour is asleep, then away', () => {
    const told = story(ipad, [at(0, awake), ...every(1, 30, silent)])
    expect(told[29]).toMatchObject({ state: 'asleep', cause: 'asleep' })
    expect(told[30]).toMatchObject({ state: 'down', cause: 'ipad_away', conditions: [{ detail: { minutes: 30 } }] })
  })

  test('silent for half an hour where no hours are set is a notice', () => {
    const always = context({ open: null })
    const told = ending(ipad, [at(0, awake), ...every(1, 30, { ...silent, context: always })])
    expect(told).toMatchObject({ state: 'asleep', cause: 'ipad_silent' })
    expect(causesOf(told)).toEqual(['ipad_silent'])
  })

  test('silent since the night is away half an hour after opening', () => {
    const night = every(0, 90, { ...silent, context: context({ open: false }) })
    const told = story(ipad, [...night, ...every(91, 121, silent)])
    expect(told.slice(0, 121).every(({ state }) => state === 'asleep')).toBe(true)
    expect(told[121]).toMatchObject({ state: 'down', cause: 'ipad_away' })
  })

  test('is not away when nobody looked for most of that time', () => {
    expect(ending(ipad, [at(0, awake), at(1, silent), at(90, silent)])).toMatchObject({ state: 'asleep' })
  })

  test('ARP between ends the silence', () => {
    const told = ending(ipad, [at(0, awake), ...every(1, 20, silent), at(21, sleeping), ...every(22, 45, silent)])
    expect(told).toMatchObject({ state: 'asleep' })
  })

  test('away behind a dead access point folds, and its silence begins anew when that is back', () => {
    const told = story(ipad, [
      at(0, awake),
      ...every(1, 40, { ...silent, context: { ...inHours, parent: parentIs(true).parent } }),
      ...every(41, 45, silent),
    ])
    expect(told[40]).toMatchObject({ state: 'unknown', cause: 'parent_down', conditions: [] })
    expect(told[45]).toMatchObject({ state: 'asleep' })
  })

  test('missing one check is a notice of that check alone', () => {
    const told = story(ipad, [at(0, awake), at(1, silent), at(2, awake), at(3, awake)])
    expect(told.map(causesOf)).toEqual([[], ['asleep'], ['roamed'], []])
  })

  test.for<[what: string, between: Step[]]>([
    ['asleep', [at(1, sleeping)]],
    ['silent for two checks', [at(1, silent), at(2, silent)]],
  ])('%s between two answers has not roamed', ([, between]) => {
    expect(causesOf(ending(ipad, [at(0, awake), ...between, at(3, awake)]))).toEqual([])
  })

  const gaps = (count: number): Step[] =>
    Array.from({ length: count }, (_, index) => [at(2 * index, awake), at(2 * index + 1, silent)]).flat()
  test('with three gaps in ten minutes has Wi-Fi that comes and goes', () => {
    expect(causesOf(ending(ipad, [...gaps(2), at(4, awake)]))).toEqual(['roamed'])
    const third = ending(ipad, [...gaps(3), at(6, awake)])
    expect(third).toMatchObject({ state: 'down', cause: 'wifi_flapping' })
    expect(causesOf(third)).toEqual(['wifi_flapping', 'roamed'])
  })
  test('is well again when its gaps are ten minutes old', () => {
    expect(ending(ipad, [...gaps(3), ...every(6, 17, awake)])).toMatchObject({ state: 'up', conditions: [] })
  })
  test('with three gaps in twenty minutes has not', () => {
    const steps = [0, 8, 16].flatMap((from) => [...every(from, from + 5, awake), at(from + 6, silent)])
    expect(causesOf(ending(ipad, [...steps, at(23, awake)]))).toEqual(['roamed'])
  })

  test('never makes a Retry', () => {
    const late = { readings: looks('ios', ['silent', 'answered']) }
    expect(causesOf(ending(ipad, every(0, 5, late)))).toEqual([])
  })

  test('with gaps before the venue opened has no Wi-Fi that comes and goes', () => {
    const closed = gaps(3).map((step) => ({ ...step, context: context({ open: false }) }))
    expect(causesOf(ending(ipad, [...closed, at(6, { ...awake, context: context({ open: false }) })]))).toEqual([
      'roamed',
    ])
    expect(causesOf(ending(ipad, [...closed, at(6, awake)]))).toEqual(['roamed'])
    expect(causesOf(ending(ipad, [...closed, at(6, awake), at(7, awake)]))).toEqual([])
  })

  test('out of hours makes no Offline', () => {
    const steps = [...gaps(3), at(6, { ...awake, context: context({ open: false }) })]
    expect(causesOf(ending(ipad, steps))).toEqual(['roamed'])
  })
})
