import { type CheckPoint, calmDays, type Rollout, type RolloutDay, rolloutDays } from '@sereno/shared/rollout.ts'
import { expect, it } from 'vitest'
import { columnsOf, neededCalm, placeOf, plannedDays, standingOf, worstFirst } from './review.ts'

const subject = { name: 'Kitchen', deviceId: 'a', reason: 'no_slip', at: null, ms: null, by: null } as const
const point = (check: CheckPoint['check'], state: CheckPoint['state']): CheckPoint => ({
  check,
  state,
  subjects: [{ ...subject, state }],
  more: 0,
})
const day = (state: RolloutDay['state'], counted: number): RolloutDay => ({
  date: '2026-11-21',
  since: '2026-11-20T23:00:00.000Z',
  until: '2026-11-21T23:00:00.000Z',
  state,
  kinds: { Error: 0, Fail: counted, Offline: 0, Retry: 1 },
  counted,
})
const rollout = (more: Partial<Rollout>): Rollout => ({
  at: '2026-11-23T12:00:00.000Z',
  venue: 'Bar Pepe',
  installedAt: '2026-11-21T12:00:00.000Z',
  day: 3,
  threshold: { errors: 5, kinds: ['Fail'], followUp: null },
  days: [],
  calm: 0,
  worst: [],
  points: [],
  notes: [],
  handedOver: null,
  ...more,
})

it('goes by the same days as the agent', () => {
  expect([plannedDays, neededCalm]).toEqual([rolloutDays, calmDays])
})

it('puts what is wrong first, then what nobody knows', () => {
  const points = [point('clock', 'done'), point('help', 'unknown'), point('mail', 'open'), point('backup', 'open')]
  expect(worstFirst(points).map(({ check }) => check)).toEqual(['mail', 'backup', 'help', 'clock'])
  expect(standingOf(rollout({ points }))).toMatchObject({
    level: 'trouble',
    open: 2,
    unknown: 1,
    first: { point: { check: 'mail' } },
  })
})

it('is never well while something is not known', () => {
  expect(standingOf(rollout({ points: [point('help', 'unknown')] })).level).toBe('unknown')
  expect(standingOf(rollout({ points: [point('help', 'done')] }))).toMatchObject({ level: 'well', first: null })
})

it('looks first at the device that makes today loud, once no point is open', () => {
  const loud = { days: [day('today', 5)], worst: [{ deviceId: 'a', name: 'Kitchen', total: 5 }] }
  expect(standingOf(rollout({ ...loud, points: [point('help', 'unknown')] }))).toMatchObject({
    level: 'trouble',
    first: { device: { name: 'Kitchen' } },
  })
})

it('can be handed over after three calm days, once', () => {
  expect(standingOf(rollout({ calm: 2 })).ready).toBe(false)
  expect(standingOf(rollout({ calm: 3 })).ready).toBe(true)
  expect(standingOf(rollout({ calm: 3, handedOver: { at: '2026-11-24T12:00:00.000Z', by: 'Ana' } })).ready).toBe(false)
})

it('leads to the very device where only one is left', () => {
  expect(placeOf(point('test_slip', 'open'))).toBe('/devices/a')
  const two = point('test_slip', 'open')
  expect(placeOf({ ...two, subjects: [...two.subjects, { ...subject, deviceId: 'b', state: 'open' }] })).toBe(
    '/devices?type=printer',
  )
  expect(placeOf({ check: 'mail', subjects: [] })).toBe('/system/mail')
})

it('draws the planned days also before they came, and later ones once they have', () => {
  expect(columnsOf([day('first', 2)]).map(({ total, day: one }) => [total, one === null])).toEqual([
    [3, false],
    ...Array.from({ length: 6 }, () => [0, true]),
  ])
  expect(columnsOf(Array.from({ length: 10 }, () => day('calm', 0)))).toHaveLength(10)
})
