import { expect, test } from 'vitest'
import { quietMoments } from './quiet-night.ts'

const zone = 'Europe/Madrid'
const iso = (at: number) => new Date(at).toISOString()
const at = (text: string, days: { day: number; from: string; to: string }[] | null) => {
  const { last, next } = quietMoments(Date.parse(text), days === null ? null : { days, holidays: [] }, zone)
  return [iso(last), iso(next)]
}

test('the night of a venue is half past three by its own clock, also where the clocks change', () => {
  expect(at('2026-11-20T12:00:00Z', null)).toEqual(['2026-11-20T02:30:00.000Z', '2026-11-21T02:30:00.000Z'])
  expect(at('2026-11-20T02:30:00Z', null)).toEqual(['2026-11-20T02:30:00.000Z', '2026-11-21T02:30:00.000Z'])
  expect(at('2026-10-24T12:00:00Z', null)).toEqual(['2026-10-24T01:30:00.000Z', '2026-10-25T02:30:00.000Z'])
})

test('a bar that is open then has its backup after it closes', () => {
  const bar = [5, 6].map((day) => ({ day, from: '20:00', to: '05:00' }))
  expect(at('2026-11-20T12:00:00Z', bar)).toEqual(['2026-11-20T02:30:00.000Z', '2026-11-21T04:30:00.000Z'])
  expect(at('2026-11-22T12:00:00Z', bar)).toEqual(['2026-11-22T04:30:00.000Z', '2026-11-23T02:30:00.000Z'])
})
