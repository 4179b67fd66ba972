import { describe, expect, test } from 'vitest'
import { causesOf, device, look, looks, minute, morning, neighbour, type Step, story } from '../../test/fakes/check.ts'

const printer = device({}, ['icmp', 'tcp'])
const at = (minutes: number, ...readings: Step['readings']): Step => ({ at: morning + minutes * minute, readings })
const late = looks('icmp', ['silent', 'answered'])
const onTime = [look('icmp', 'answered')]
const told = (...steps: Step[]) => story(printer, steps).map(causesOf)

describe('an answer that came only at a further attempt', () => {
  test('is a notice, once in an hour', () => {
    expect(told(at(0, ...late), at(1, ...onTime), at(61, ...late))).toEqual([['late_answer'], [], ['late_answer']])
  })

  test('is a Retry from the second on, until ten minutes passed without a further one', () => {
    const steps = [at(0, ...late), at(5, ...late), at(14, ...onTime), at(15, ...onTime)]
    expect(told(...steps)).toEqual([['late_answer'], ['check_retry'], ['check_retry'], []])
  })

  test('counts within the hour after a Retry closed', () => {
    expect(told(at(0, ...late), at(5, ...late), at(20, ...onTime), at(40, ...late)).at(-1)).toEqual(['check_retry'])
  })

  test('has its own Retry for each probe', () => {
    const both = [...late, ...looks('tcp', ['unreachable', 'answered'])]
    const last = story(printer, [at(0, ...both), at(1, ...both)]).at(-1)
    expect(last?.conditions).toMatchObject([
      { cause: 'check_retry', probe: 'icmp', rule: 'K1.check_retry', detail: { count: 2 } },
      { cause: 'check_retry', probe: 'tcp' },
    ])
    expect(last).toMatchObject({ state: 'degraded', cause: 'check_retry' })
  })

  test('is none where it ends a silence: that was one failure, and is over', () => {
    const gone = (minutes: number): Step => ({
      ...at(minutes, ...looks('icmp', ['silent', 'silent', 'silent'])),
      neighbour: neighbour('absent'),
    })
    const ends = [gone(0), at(1, ...late), gone(2), at(3, ...late), at(4, ...onTime)]
    expect(told(...ends)).toEqual([['no_answer'], [], ['no_answer'], [], []])
  })

  test('is none where the first attempt failed on our side, or never got an answer', () => {
    const ours = [look('icmp', 'local_error'), look('icmp', 'answered', [], { attempt: 2 })]
    const gone = { ...at(1, ...looks('icmp', ['silent', 'silent', 'silent'])), neighbour: neighbour('absent') }
    expect(told(at(0, ...ours), gone)).toEqual([[], ['no_answer']])
  })
})
