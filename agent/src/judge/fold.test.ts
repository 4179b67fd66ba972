import { describe, expect, test } from 'vitest'
import {
  causesOf,
  context,
  device,
  ending,
  escpos,
  look,
  looks,
  morning,
  neighbour,
  parentIs,
  type Step,
  second,
  story,
} from '../../test/fakes/check.ts'

const printer = device({}, ['icmp', 'escpos'])
const at = (seconds: number, step: Omit<Step, 'at'>): Step => ({ at: morning + seconds * second, ...step })
const silent = {
  readings: [...looks('icmp', ['silent', 'silent', 'silent']), look('escpos', 'silent')],
  neighbour: neighbour('absent'),
}
const paperOut = { readings: [look('icmp', 'answered'), look('escpos', 'answered', [escpos({ paperEnd: true })])] }

describe('behind a parent that is down', () => {
  test('a silent child is unknown and makes no entry', () => {
    const judgement = ending(printer, [at(0, { ...silent, context: parentIs(true) })])
    expect(judgement).toMatchObject({ state: 'unknown', cause: 'parent_down', conditions: [] })
  })

  test('only Offline folds: what else is believed stays', () => {
    const judgement = ending(printer, [at(0, paperOut), at(10, { ...silent, context: parentIs(true) })])
    expect(judgement).toMatchObject({ state: 'unknown', cause: 'parent_down' })
    expect(causesOf(judgement)).toEqual(['paper_out'])
  })

  test('a child that answers is judged as ever', () => {
    expect(ending(printer, [at(0, { ...paperOut, context: parentIs(true) })])).toMatchObject({
      state: 'down',
      cause: 'paper_out',
    })
  })

  test('a child still silent when the parent is back is looked at once more before it is Offline', () => {
    const steps = [
      at(0, { ...silent, context: parentIs(true) }),
      at(10, { ...silent, context: parentIs(false) }),
      at(20, { ...silent, context: parentIs(false) }),
    ]
    expect(story(printer, steps).map(({ cause }) => cause)).toEqual(['parent_down', 'parent_down', 'no_answer'])
  })

  test('a child that was down before its parent is still down when the parent is back', () => {
    const steps = [
      at(0, { ...silent, context: parentIs(false) }),
      at(10, { ...silent, context: parentIs(true) }),
      at(20, { ...silent, context: parentIs(false) }),
    ]
    expect(story(printer, steps).map(({ cause }) => cause)).toEqual(['no_answer', 'parent_down', 'no_answer'])
  })
})

test('a paused device cuts off what hangs behind it while it is silent itself, and not while it answers', () => {
  const cutsOff = (step: Omit<Step, 'at' | 'context'>, down = false) =>
    ending(printer, [at(0, { ...step, context: context({ maintenance: true, parent: { down } }) })]).quietlyDown
  expect(cutsOff(silent)).toBe(true)
  expect(cutsOff(silent, true)).toBe(true)
  expect(cutsOff(paperOut)).toBeUndefined()
})
