import { describe, expect, it } from 'vitest'
import { searchOf, timesOf, viewFrom } from './report-range.ts'

const zone = 'Europe/Madrid'
const now = Date.parse('2026-11-21T12:30:00Z')
const isoTimes = (search: string, at = now) => {
  const { since, until, before, stepSeconds } = timesOf(viewFrom(search), at, zone)
  const text = (ms: number) => new Date(ms).toISOString().slice(0, 16)
  return [text(since), text(until), text(before.since), text(before.until), stepSeconds]
}

describe('the range of a report', () => {
  it('is today so far, beside yesterday until the same hour', () => {
    expect(isoTimes('')).toEqual(['2026-11-20T23:00', '2026-11-21T12:30', '2026-11-19T23:00', '2026-11-20T12:30', 900])
  })

  it('is whole days of the venue', () => {
    expect(isoTimes('?range=yesterday')).toEqual([
      '2026-11-19T23:00',
      '2026-11-20T23:00',
      '2026-11-18T23:00',
      '2026-11-19T23:00',
      900,
    ])
    expect(isoTimes('?range=7d').slice(0, 2)).toEqual(['2026-11-14T23:00', '2026-11-21T12:30'])
    expect(isoTimes('?range=28d')[4]).toBe(86_400)
    expect(isoTimes('?range=custom&from=2026-10-24&to=2026-10-25')).toEqual([
      '2026-10-23T22:00',
      '2026-10-25T23:00',
      '2026-10-21T22:00',
      '2026-10-23T22:00',
      900,
    ])
  })

  it('is never longer than a year, nor empty', () => {
    const [since] = isoTimes('?range=custom&from=2001-01-01&to=2026-11-21')
    expect(since).toBe('2025-11-20T23:00')
    expect(isoTimes('', Date.parse('2026-11-20T23:00:01Z')).slice(0, 2)).toEqual([
      '2026-11-20T23:00',
      '2026-11-20T23:15',
    ])
    expect(isoTimes('?range=custom&from=2030-01-01&to=2030-01-02')[0]).toBe('2029-12-31T23:00')
  })

  it.each([
    '?range=custom',
    '?range=custom&from=2026-11-21&to=2026-11-20',
    '?range=custom&from=2026-99-99&to=x',
    '?range=x',
  ])('that makes no sense (%s) is today', (search) =>
    expect(viewFrom(search)).toEqual({ range: 'today', from: '', to: '' }),
  )

  it.each(['', '?range=28d', '?range=custom&from=2026-11-01&to=2026-11-02'])('is kept in the address: %s', (search) => {
    expect(searchOf(viewFrom(search))).toBe(search)
  })
})
