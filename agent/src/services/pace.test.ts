import { expect, it } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { Pace } from './pace.ts'

it('lets each key do so much at once, then one with every span, and saves up no more than that', () => {
  const clock = new HandClock('2026-11-21T12:00:00.000Z')
  const pace = new Pace(clock, 3, 5000)
  expect([1, 2, 3, 4].map(() => pace.take('pad'))).toEqual([0, 0, 0, 5000])
  expect(pace.take('other')).toBe(0)
  clock.pass(4000)
  expect(pace.take('pad')).toBe(1000)
  clock.pass(1000)
  expect([pace.take('pad'), pace.take('pad')]).toEqual([0, 5000])
  clock.pass(3_600_000)
  expect([1, 2, 3, 4].map(() => pace.take('pad'))).toEqual([0, 0, 0, 5000])
})

it('counts what is given back as never done', () => {
  const pace = new Pace(new HandClock('2026-11-21T12:00:00.000Z'), 1, 5000)
  expect(pace.take('pad')).toBe(0)
  pace.giveBack('pad')
  pace.giveBack('nobody')
  expect([pace.take('pad'), pace.take('pad'), pace.take('nobody')]).toEqual([0, 5000, 0])
})

it('remembers so many keys and no more', () => {
  const pace = new Pace(new HandClock('2026-11-21T12:00:00.000Z'), 1, 5000)
  for (let n = 0; n < 20_001; n += 1) pace.take(`pad ${n}`)
  expect([pace.take('pad 0'), pace.take('pad 20000')]).toEqual([0, 5000])
})

it('refuses what comes too soon, and says after how many seconds it may', () => {
  const pace = new Pace(new HandClock('2026-11-21T12:00:00.000Z'), 1, 4500)
  pace.keep('pad')
  expect(() => pace.keep('pad')).toThrow(expect.objectContaining({ code: 'too_often', values: { n: 5 } }))
})
