import { expect, test } from 'vitest'
import { dueRun, instantOf, isQuietDay, type LastRun, nextInstant, nextSending } from './window.ts'

const zone = 'Europe/Madrid'
const hour = 60 * 60_000
const at = (date: string, time = '07:00') => instantOf(date, time, zone)
/** Saturday and Sunday; 2026-11-20 is a Friday. */
const weekend = { sendAt: '07:00', savedAt: '2026-11-01T00:00:00.000Z', quietDays: [6, 7] }
const ran = (localDate: string, waitingSince: number | null = null): LastRun => ({
  localDate,
  scheduledAt: at(localDate),
  waitingSince,
})

test('days are those of the calendar, Monday is 1', () => {
  expect([20, 21, 22, 23].map((day) => isQuietDay(weekend, `2026-11-${day}`))).toEqual([false, true, true, false])
})

test('the digest after quiet days reaches back to the last that could send', () => {
  const saturday = dueRun(weekend, zone, ran('2026-11-20'), at('2026-11-21'))
  expect(saturday).toMatchObject({ localDate: '2026-11-21', since: at('2026-11-20') })
  const sunday = dueRun(weekend, zone, ran('2026-11-21', saturday?.since), at('2026-11-22'))
  expect(sunday).toMatchObject({ localDate: '2026-11-22', since: at('2026-11-20') })
  const monday = dueRun(weekend, zone, ran('2026-11-22', sunday?.since), at('2026-11-23'))
  expect(monday).toEqual({ localDate: '2026-11-23', since: at('2026-11-20'), until: at('2026-11-23') })
  expect(dueRun(weekend, zone, ran('2026-11-23'), at('2026-11-24'))?.since).toBe(at('2026-11-23'))
})

test('a day that stops being quiet takes what waits; one that becomes quiet takes nothing a second time', () => {
  const waits = ran('2026-11-21', at('2026-11-20'))
  const opened = { ...weekend, quietDays: [], savedAt: '2026-11-21T12:00:00.000Z' }
  expect(dueRun(opened, zone, waits, at('2026-11-22'))?.since).toBe(at('2026-11-20'))
  const closed = { ...weekend, quietDays: [6], savedAt: '2026-11-21T12:00:00.000Z' }
  expect(dueRun(closed, zone, ran('2026-11-21'), at('2026-11-22'))?.since).toBe(at('2026-11-21'))
})

test('an agent that was off loses nothing that waited, and looks back over quiet days that it missed', () => {
  // Off since Saturday noon, back on Tuesday: Monday's digest is missed too.
  expect(dueRun(weekend, zone, ran('2026-11-21', at('2026-11-20')), at('2026-11-24', '12:00'))?.since).toBe(
    at('2026-11-20'),
  )
  // Off from Friday noon to Monday noon: no run of a quiet day was written.
  expect(dueRun(weekend, zone, ran('2026-11-20'), at('2026-11-23', '12:00'))?.since).toBe(at('2026-11-20'))
})

test('one that rested catches nothing up, also nothing that waited when it was put to rest', () => {
  const again = { ...weekend, savedAt: '2026-11-25T12:00:00.000Z' }
  const due = dueRun(again, zone, ran('2026-11-21', at('2026-11-20')), at('2026-11-26'))
  expect(due?.since).toBe(at('2026-11-25'))
})

test('six quiet days over a change of clocks make one window of a week without a gap', () => {
  const sundays = { ...weekend, quietDays: [1, 2, 3, 4, 5, 6] }
  let last = ran('2026-10-18')
  for (const day of ['19', '20', '21', '22', '23', '24']) {
    last = ran(`2026-10-${day}`, dueRun(sundays, zone, last, at(`2026-10-${day}`))?.since)
  }
  const due = dueRun(sundays, zone, last, at('2026-10-25'))
  expect(due?.since).toBe(at('2026-10-18'))
  expect(((due?.until ?? 0) - (due?.since ?? 0)) / hour).toBe(7 * 24 + 1)
})

test('the next mail is on the next day that is not quiet; the run of a quiet day comes all the same', () => {
  const friday = at('2026-11-20', '08:00')
  expect(nextInstant(weekend, zone, ran('2026-11-20'), friday)).toBe(at('2026-11-21'))
  expect(nextSending(weekend, zone, ran('2026-11-20'), friday)).toBe(at('2026-11-23'))
})
