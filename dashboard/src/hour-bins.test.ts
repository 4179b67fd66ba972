import { expect, it } from 'vitest'
import { binsOf, fullest } from './hour-bins.ts'

const hour = (at: string, Fail: number, Retry = 0) => ({
  at: `2026-11-${at}:00:00.000Z`,
  kinds: { Error: 0, Fail, Offline: 0, Retry },
})
const summary = (since: string, hours: ReturnType<typeof hour>[]) => ({
  since: `2026-11-${since}:30:00.000Z`,
  until: '2026-11-21T12:30:00.000Z',
  total: 0,
  kinds: { Error: 0, Fail: 0, Offline: 0, Retry: 0 },
  devices: [],
  hours,
})

it('gives a day its hours, and counts each where it began', () => {
  const bins = binsOf(summary('20T12', [hour('20T12', 1), hour('21T12', 2, 3)]), [])
  expect(bins).toHaveLength(25)
  expect([bins[0]?.total, bins[24]?.total, bins[24]?.counts.Retry]).toEqual([1, 5, 3])
  expect(fullest(bins)).toBe(bins[24])
})

it('widens its bars with the range, and leaves out kinds that nobody chose', () => {
  const week = binsOf(summary('14T12', [hour('21T11', 2, 3)]), ['Fail'])
  expect(week.length).toBeLessThanOrEqual(60)
  expect((week[0]?.until ?? 0) - (week[0]?.since ?? 0)).toBe(3 * 3_600_000)
  expect(week.at(-2)?.total).toBe(2)
})

it('has no fullest bar where nothing happened', () => {
  expect(fullest(binsOf(summary('20T12', []), []))).toBeNull()
})
