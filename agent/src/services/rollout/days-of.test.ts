import { expect, it } from 'vitest'
import { calmOf, dayOf, spansOf } from './days-of.ts'
import { thresholdOf } from './threshold-of.ts'

const zone = 'Europe/Madrid'
const at = (text: string) => Date.parse(text)
const installedAt = at('2026-11-21T15:00:00Z')
const none = { Error: 0, Fail: 0, Offline: 0, Retry: 0 }
const threshold = { errors: 5, kinds: ['Fail', 'Offline'] as const, followUp: null }

it('names the day from the installation on by the calendar of the venue', () => {
  const { first, last, day } = spansOf(installedAt, at('2026-11-23T23:30:00Z'), zone)
  expect(day).toBe(4)
  expect(first.map(({ date }) => date)).toEqual(['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'])
  expect(last.map(({ date }) => date)).toEqual(['2026-11-22', '2026-11-23'])
  expect(new Date(first[1]?.since ?? 0).toISOString()).toBe('2026-11-21T23:00:00.000Z')
})

it('shows the first fourteen days, and judges the last whole three also long after', () => {
  const { first, last, day } = spansOf(installedAt, at('2026-12-31T12:00:00Z'), zone)
  expect([first.length, first.at(-1)?.date, day]).toEqual([14, '2026-12-04', 41])
  expect(last.map(({ date }) => date)).toEqual(['2026-12-28', '2026-12-29', '2026-12-30'])
})

it('knows a day of 25 hours, and a clock that was put back before the installation', () => {
  const [day] = spansOf(at('2026-10-24T22:30:00Z'), at('2026-10-25T12:00:00Z'), zone).first
  expect(((day?.until ?? 0) - (day?.since ?? 0)) / 3_600_000).toBe(25)
  expect(spansOf(installedAt, at('2026-11-20T12:00:00Z'), zone).day).toBe(1)
})

const now = at('2026-11-24T12:00:00Z')
const stateOf = (date: string, kinds: object, watchedHours = 24) => {
  const since = at(`${date}T00:00:00Z`)
  const span = { date, since, until: since + 86_400_000 }
  return dayOf(span, { kinds: { ...none, ...kinds }, watchedHours }, threshold, { installedAt, now })
}

it('calls a day loud from the threshold on, by the kinds that the threshold counts', () => {
  expect(stateOf('2026-11-22', { Fail: 2, Offline: 3 })).toMatchObject({ state: 'loud', counted: 5 })
  expect(stateOf('2026-11-22', { Fail: 4, Retry: 99 })).toMatchObject({ state: 'calm', counted: 4 })
})

it('never calls a day calm that nobody watched, nor one that is not whole', () => {
  expect(stateOf('2026-11-22', {}, 21).state).toBe('unwatched')
  expect(stateOf('2026-11-22', {}, 22).state).toBe('calm')
  expect(stateOf('2026-11-21', {}).state).toBe('first')
  expect(stateOf('2026-11-24', {}).state).toBe('today')
  // Too much is too much, however little was watched.
  expect(stateOf('2026-11-22', { Fail: 9 }, 1).state).toBe('loud')
})

it('counts calm days one after the other, up to yesterday', () => {
  const calm = (...states: ('calm' | 'loud' | 'today' | 'unwatched')[]) => calmOf(states.map((state) => ({ state })))
  expect(calm()).toBe(0)
  expect(calm('today')).toBe(0)
  expect(calm('calm', 'calm', 'calm', 'today')).toBe(3)
  expect(calm('loud', 'calm', 'calm')).toBe(2)
  expect(calm('calm', 'unwatched', 'calm')).toBe(1)
  expect(calm('calm', 'loud')).toBe(0)
})

it('goes by the strictest Error Follow Up that goes out, else by five of any kind', () => {
  const form = { active: true, test: false, kinds: ['Fail' as const], name: 'A' }
  const of = (...some: object[]) => thresholdOf({ integrations: some as never })
  expect(of()).toEqual({ errors: 5, kinds: ['Error', 'Fail', 'Offline', 'Retry'], followUp: null })
  expect(of({ ...form, minimumErrors: 9 }, { ...form, minimumErrors: 3, name: 'B' })).toMatchObject({
    errors: 3,
    followUp: 'B',
  })
  expect(of({ ...form, minimumErrors: 1, test: true }, { ...form, minimumErrors: 2, active: false }).errors).toBe(5)
})
