import { describe, expect, it } from 'vitest'
import {
  elsewhereOf,
  exactLengthOf,
  latencyOf,
  lengthOf,
  momentOf,
  spanOf,
  timeOf,
  timeWithSeconds,
  utcOf,
} from './format.ts'

const madrid = 'Europe/Madrid'

describe('times', () => {
  it('are told in the venue’s zone by a 24 h clock, also at midnight', () => {
    expect(timeOf('2026-11-21T22:11:00.000Z', 'en', madrid)).toBe('23:11')
    expect(timeOf('2026-11-21T23:05:00.000Z', 'es', madrid)).toBe('00:05')
    expect(timeWithSeconds('2026-07-01T12:00:09.000Z', 'ru', madrid)).toBe('14:00:09')
  })

  it('leave the day out on the same day of the venue, and name it on another', () => {
    const now = Date.parse('2026-11-21T22:30:00.000Z')
    expect(momentOf('2026-11-21T05:00:00.000Z', now, 'en', madrid)).toBe('06:00')
    // Half an hour later it is the 22nd in Madrid.
    expect(momentOf('2026-11-21T05:00:00.000Z', now + 3_600_000, 'en', madrid)).toContain('21 Nov')
  })

  it('name the year where it is another one', () => {
    const now = Date.parse('2026-11-21T12:00:00.000Z')
    expect(momentOf('2025-11-21T12:00:00.000Z', now, 'en', madrid)).toContain('2025')
  })

  it('can be told in UTC', () => {
    expect(utcOf('2026-11-21T22:11:00.000Z')).toBe('2026-11-21 22:11:00 UTC')
  })
})

describe('lengths of time', () => {
  it.each([
    [1000, 'en', '1 second'],
    [59_000, 'en', '59 seconds'],
    [60_000, 'en', '1 minute'],
    [7_200_000, 'es', '2 horas'],
    [3 * 86_400_000, 'ru', '3 дня'],
    [180_000, 'ca', '3 minuts'],
    [-5, 'en', '0 seconds'],
  ] as const)('%s ms in %s are “%s”', (ms, language, words) => {
    expect(lengthOf(ms, language)).toBe(words)
  })

  it('of answers have a decimal only below ten milliseconds', () => {
    expect(latencyOf(3.14, 'en')).toBe('3.1 ms')
    expect(latencyOf(240.4, 'en')).toBe('240 ms')
  })
})

describe('a time elsewhere', () => {
  const at = '2026-11-21T22:11:00.000Z'

  it('is told in UTC, and by the viewer’s clock where that is another', () => {
    expect(elsewhereOf(at, 'en', madrid, madrid)).toBe('2026-11-21 22:11:00 UTC')
    expect(elsewhereOf(at, 'en', madrid, 'UTC')).toBe('2026-11-21 22:11:00 UTC')
    expect(elsewhereOf(at, 'en', madrid, 'Europe/Moscow')).toContain('UTC · 22 Nov 2026, 01:11 Europe/Moscow')
  })
})

it('a length by its two largest units says what one would round away', () => {
  const minute = 60_000
  expect([30 * minute, 108 * minute, 120 * minute, 26 * 60 * minute].map((ms) => exactLengthOf(ms, 'en'))).toEqual([
    '30 min',
    '1 hr 48 min',
    '2 hr',
    '1 day 2 hr',
  ])
})

it('a span is told by its hours, and one of whole days by these', () => {
  const at = (text: string) => Date.parse(text)
  expect(spanOf(at('2026-11-21T12:00Z'), at('2026-11-21T12:15Z'), 'en', madrid)).toBe('13:00–13:15')
  expect(spanOf(at('2026-11-20T23:00Z'), at('2026-11-21T23:00Z'), 'en', madrid)).toBe('21 Nov')
  expect(spanOf(at('2026-11-19T23:00Z'), at('2026-11-21T23:00Z'), 'en', madrid)).toBe('20 Nov – 21 Nov')
})
