import { expect, it } from 'vitest'
import { tomorrowMorning } from './until-morning.ts'

it('is seven o’clock of the venue’s next day, also over a change of the clock', () => {
  expect(tomorrowMorning(Date.parse('2026-11-21T22:30:00Z'), 'Europe/Madrid')).toBe('2026-11-22T06:00:00.000Z')
  expect(tomorrowMorning(Date.parse('2026-11-21T23:30:00Z'), 'Europe/Madrid')).toBe('2026-11-23T06:00:00.000Z')
  expect(tomorrowMorning(Date.parse('2026-10-24T12:00:00Z'), 'Europe/Madrid')).toBe('2026-10-25T06:00:00.000Z')
})
