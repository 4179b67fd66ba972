import { describe, expect, it } from 'vitest'
import { deviceFreshness, fastest, freshness } from './fresh.ts'

const now = Date.parse('2026-11-21T12:00:00.000Z')
const secondsAgo = (seconds: number) => new Date(now - seconds * 1000).toISOString()

describe('the age of a reading', () => {
  it.each([
    [0, 'fresh'],
    [19.9, 'fresh'],
    [20, 'late'],
    [50, 'late'],
    [50.1, 'stale'],
    [86_400, 'stale'],
  ] as const)('of a probe that looks every 10 s, %s s old, is %s', (age, expected) => {
    expect(freshness(secondsAgo(age), 10, now)).toBe(expected)
  })

  it('is stale where nobody ever looked, or nobody looks', () => {
    expect(freshness(null, 10, now)).toBe('stale')
    expect(freshness(secondsAgo(1), null, now)).toBe('stale')
  })

  it('is stale where the time cannot be read', () => {
    expect(freshness('yesterday', 10, now)).toBe('stale')
  })

  it('is fresh for a reading that seems to come from a moment ahead', () => {
    expect(freshness(secondsAgo(-2), 10, now)).toBe('fresh')
  })

  it('goes by the fastest probe', () => {
    expect(fastest([{ everySeconds: 60 }, { everySeconds: 10 }])).toBe(10)
    expect(fastest([])).toBeNull()
  })

  it('is never fresh without contact to the agent', () => {
    expect(deviceFreshness({ observedAt: secondsAgo(0), probes: [] }, now, true)).toBe('stale')
  })
})
