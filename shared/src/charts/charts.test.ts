import { describe, expect, it } from 'vitest'
import { compare } from './compare.ts'
import { heatOf, heatStep, openCells, worstCell } from './heat.ts'
import { roundTicks } from './round-ticks.ts'
import { timeMarks } from './time-marks.ts'

const hour = 3_600_000
const marks = (since: string, hours: number, zone: string, most: number) =>
  timeMarks(Date.parse(since), Date.parse(since) + hours * hour, zone, most).map(({ at }) =>
    new Date(at).toISOString().slice(5, 16),
  )

describe('marks of time', () => {
  it('stand at whole hours of the venue’s clock, also where it is half an hour off', () => {
    expect(marks('2026-11-21T10:20:00Z', 24, 'Europe/Madrid', 8)).toEqual([
      '11-21T11:00',
      '11-21T14:00',
      '11-21T17:00',
      '11-21T20:00',
      '11-21T23:00',
      '11-22T02:00',
      '11-22T05:00',
      '11-22T08:00',
    ])
    expect(marks('2026-11-21T10:20:00Z', 3, 'Asia/Kolkata', 8)).toEqual(['11-21T10:30', '11-21T11:30', '11-21T12:30'])
  })

  it('of a long time stand where its days begin, also over the night in which clocks change', () => {
    expect(marks('2026-10-23T22:00:00Z', 97, 'Europe/Madrid', 10)).toEqual([
      '10-23T22:00',
      '10-24T22:00',
      '10-25T23:00',
      '10-26T23:00',
    ])
    expect(marks('2026-10-23T22:00:00Z', 28 * 24, 'Europe/Madrid', 7)).toHaveLength(7)
  })
})

it.each([
  [0, [0, 0]],
  [3.1, [0, 1, 2, 3, 4]],
  [10, [0, 5, 10]],
  [87, [0, 50, 100]],
  [0.2, [0, 0.05, 0.1, 0.15, 0.2]],
])('an axis up to %s has few round ticks', (top, ticks) => {
  if (top === 0) expect(roundTicks(top).length).toBeLessThan(7)
  else expect(roundTicks(top)).toEqual(ticks)
})

describe('the heat map', () => {
  it('counts by the venue’s own weekday and hour, and adds the hour that a night has twice', () => {
    const hours = [
      { at: '2026-10-25T00:00:00.000Z', kinds: { Fail: 1, Offline: 2 } },
      { at: '2026-10-25T01:00:00.000Z', kinds: { Fail: 3 } },
      { at: '2026-10-25T23:00:00.000Z', kinds: { Error: 1 } },
    ]
    expect(heatOf(hours, 'Europe/Madrid', null)[6]?.[2]).toBe(6)
    expect(heatOf(hours, 'Europe/Madrid', 'Fail')[6]?.[2]).toBe(4)
    expect(heatOf(hours, 'Europe/Madrid', null)[0]?.[0]).toBe(1)
    expect(worstCell(heatOf(hours, 'Europe/Madrid', null))).toEqual({ day: 6, hour: 2, count: 6 })
    expect(worstCell(heatOf([], 'Europe/Madrid', null))).toBeNull()
  })

  it('has five steps, and a cell with one of many is not blank', () => {
    expect([0, 1, 20, 50, 99, 100].map((count) => heatStep(count, 100))).toEqual([0, 1, 1, 3, 5, 5])
  })

  it('frames the opening hours, also of a bar that closes in the morning', () => {
    const cells = openCells({ days: [{ day: 7, from: '20:30', to: '02:00' }] })
    expect(cells[6]?.map((open, at) => (open ? at : -1)).filter((at) => at >= 0)).toEqual([20, 21, 22, 23])
    expect(cells[0]?.map((open, at) => (open ? at : -1)).filter((at) => at >= 0)).toEqual([0, 1])
    expect(openCells(null).flat().some(Boolean)).toBe(false)
  })
})

it('a count is compared by how many more or fewer', () => {
  expect([compare(3, 1), compare(1, 3), compare(2, 2)]).toEqual([
    { how: 'more', n: 2 },
    { how: 'fewer', n: 2 },
    { how: 'same', n: 0 },
  ])
})
