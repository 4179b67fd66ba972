import type { OpeningHours } from '@sereno/shared/opening-hours.ts'
import { expect, test } from 'vitest'
import { answering } from './answering.ts'

const everyDay = (from: string, to: string): OpeningHours => ({
  days: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from, to })),
  holidays: [],
})
const week: OpeningHours = { days: [{ day: 1, from: '09:00', to: '17:30' }], holidays: [] }
const night: OpeningHours = { days: [{ day: 6, from: '20:00', to: '03:00' }], holidays: [] }
const open = 'open'
const unknown = 'unknown'

// 2026-11-23 is a Monday, 2026-11-21 a Saturday; Madrid is UTC+1 in winter.
test.each<[what: string, hours: OpeningHours | null, at: string, opensAt: string]>([
  ['without hours', null, '2026-11-23T03:00:00Z', open],
  ['within them', week, '2026-11-23T10:00:00Z', open],
  ['before the first of a day', week, '2026-11-23T07:00:00Z', '2026-11-23T08:00:00.000Z'],
  ['after the last of a week', week, '2026-11-23T16:30:00Z', '2026-11-30T08:00:00.000Z'],
  ['in a night past midnight', night, '2026-11-22T01:59:00Z', open],
  ['after a night past midnight', night, '2026-11-22T02:00:00Z', '2026-11-28T19:00:00.000Z'],
  [
    'between two spans of a day',
    { ...week, days: [...week.days, { day: 1, from: '19:00', to: '22:00' }] },
    '2026-11-23T17:00:00Z',
    '2026-11-23T18:00:00.000Z',
  ],
  [
    'on a holiday that is closed',
    { ...everyDay('09:00', '18:00'), holidays: [{ date: '2026-11-23' }] },
    '2026-11-23T10:00:00Z',
    '2026-11-24T08:00:00.000Z',
  ],
  [
    'on a holiday with its own hours',
    { ...week, holidays: [{ date: '2026-11-23', from: '12:00', to: '13:00' }] },
    '2026-11-23T10:00:00Z',
    '2026-11-23T11:00:00.000Z',
  ],
  // 2026-03-29: 02:00 becomes 03:00, and Madrid is UTC+2 from then on.
  [
    'over the night in which spring begins',
    everyDay('09:00', '10:00'),
    '2026-03-28T20:00:00Z',
    '2026-03-29T07:00:00.000Z',
  ],
  ['into the hour that is skipped', everyDay('02:30', '05:00'), '2026-03-29T00:00:00Z', '2026-03-29T01:00:00.000Z'],
  ['within the hour that is skipped', everyDay('02:15', '02:45'), '2026-03-29T00:00:00Z', '2026-03-30T00:15:00.000Z'],
  // 2026-10-25: 03:00 becomes 02:00.
  [
    'over the night in which winter begins',
    everyDay('09:00', '10:00'),
    '2026-10-24T20:00:00Z',
    '2026-10-25T08:00:00.000Z',
  ],
  ['never', { days: [], holidays: [] }, '2026-11-23T10:00:00Z', unknown],
])('%s', (_, hours, at, opensAt) => {
  const found = answering(hours, 'Europe/Madrid', Date.parse(at))
  const told = found.open ? open : found.opensAt === null ? unknown : new Date(found.opensAt).toISOString()
  expect(told).toBe(opensAt)
})
