import { describe, expect, test } from 'vitest'
import { inMaintenance, isOpen, isQuiet } from './schedule.ts'

const madrid = 'Europe/Madrid'
const week = { days: [{ day: 1, from: '09:00', to: '17:30' }], holidays: [] }
const bar = { days: [{ day: 6, from: '20:00', to: '03:00' }], holidays: [] }

// 2026-11-23 is a Monday, 2026-11-21 a Saturday; Madrid is UTC+1 in winter.
const table: [what: string, hours: Parameters<typeof isOpen>[0], at: string, open: boolean | null][] = [
  ['no hours set', null, '2026-11-23T10:00:00Z', null],
  ['never open', { days: [], holidays: [] }, '2026-11-23T10:00:00Z', false],
  ['just before opening', week, '2026-11-23T07:59:59Z', false],
  ['at opening', week, '2026-11-23T08:00:00Z', true],
  ['just before closing', week, '2026-11-23T16:29:59Z', true],
  ['at closing', week, '2026-11-23T16:30:00Z', false],
  ['another day', week, '2026-11-24T10:00:00Z', false],
  ['a bar on Saturday night', bar, '2026-11-21T22:00:00Z', true],
  ['a bar on Sunday at half past two', bar, '2026-11-22T01:30:00Z', true],
  ['a bar on Sunday at three', bar, '2026-11-22T02:00:00Z', false],
  ['a bar on Saturday at half past two', bar, '2026-11-21T01:30:00Z', false],
  [
    'open around the clock',
    { days: [{ day: 1, from: '00:00', to: '00:00' }], holidays: [] },
    '2026-11-23T22:59:59Z',
    true,
  ],
  ['a holiday that is closed', { ...week, holidays: [{ date: '2026-11-23' }] }, '2026-11-23T10:00:00Z', false],
  [
    'a holiday with its own hours',
    { ...week, holidays: [{ date: '2026-11-23', from: '18:00', to: '01:00' }] },
    '2026-11-23T23:30:00Z',
    true,
  ],
  ['the night into a holiday', { ...bar, holidays: [{ date: '2026-11-22' }] }, '2026-11-22T01:30:00Z', true],
  ['the night of a holiday', { ...bar, holidays: [{ date: '2026-11-21' }] }, '2026-11-22T01:30:00Z', false],
  // 2026-10-25: 03:00 becomes 02:00, so half past two comes twice.
  [
    'the hour that comes twice, first',
    { days: [{ day: 7, from: '02:15', to: '02:45' }], holidays: [] },
    '2026-10-25T00:30:00Z',
    true,
  ],
  [
    'the hour that comes twice, second',
    { days: [{ day: 7, from: '02:15', to: '02:45' }], holidays: [] },
    '2026-10-25T01:30:00Z',
    true,
  ],
  // 2026-03-29: 02:00 becomes 03:00.
  [
    'after the hour that is skipped',
    { days: [{ day: 7, from: '02:15', to: '04:00' }], holidays: [] },
    '2026-03-29T01:30:00Z',
    true,
  ],
  [
    'before the hour that is skipped',
    { days: [{ day: 7, from: '02:15', to: '04:00' }], holidays: [] },
    '2026-03-29T00:59:00Z',
    false,
  ],
]

describe('opening hours', () => {
  test.for(table)('%s', ([, hours, at, open]) => {
    expect(isOpen(hours, madrid, Date.parse(at))).toBe(open)
  })
  test('are those of the venue’s clock', () => {
    expect(isOpen(week, 'America/New_York', Date.parse('2026-11-23T10:00:00Z'))).toBe(false)
    expect(isOpen(week, 'Asia/Kathmandu', Date.parse('2026-11-23T03:15:00Z'))).toBe(true)
  })
})

describe('a maintenance window', () => {
  const window = { from: '2026-11-23T10:00:00.000Z', until: '2026-11-23T11:00:00.000Z', deviceIds: ['a'], note: '' }
  test('holds for the devices it names, from its beginning to before its end', () => {
    const at = (text: string, id = 'a') => inMaintenance([window], id, Date.parse(text))
    expect(at('2026-11-23T09:59:59Z')).toBe(false)
    expect(at('2026-11-23T10:00:00Z')).toBe(true)
    expect(at('2026-11-23T11:00:00Z')).toBe(false)
    expect(at('2026-11-23T10:30:00Z', 'b')).toBe(false)
  })
  test('that names none holds for all', () => {
    expect(inMaintenance([{ ...window, deviceIds: [] }], 'b', Date.parse('2026-11-23T10:30:00Z'))).toBe(true)
  })
})

describe('quiet hours', () => {
  const night = [{ from: '23:30', to: '06:00' }]
  const cases: [what: string, hours: Parameters<typeof isQuiet>[0], at: string, quiet: boolean][] = [
    ['none set', undefined, '2026-11-23T03:00:00Z', false],
    ['an empty list', [], '2026-11-23T03:00:00Z', false],
    ['before midnight', night, '2026-11-23T22:30:00Z', true],
    ['after midnight', night, '2026-11-24T04:59:59Z', true],
    ['at their end', night, '2026-11-24T05:00:00Z', false],
    ['by day', night, '2026-11-24T12:00:00Z', false],
    ['the second of two', [...night, { from: '15:00', to: '16:00' }], '2026-11-24T14:30:00Z', true],
    // The end of the hour that is skipped: 06:00 in Madrid is 04:00 UTC from that night on.
    ['the night the clocks go forward', night, '2026-03-29T03:59:59Z', true],
    ['the morning after it', night, '2026-03-29T04:00:00Z', false],
    // And 05:00 UTC again once they went back.
    ['the night the clocks go back', night, '2026-10-25T04:59:59Z', true],
    ['the morning after that', night, '2026-10-25T05:00:00Z', false],
  ]
  test.each(cases)('%s', (_, hours, at, quiet) => {
    expect(isQuiet(hours, madrid, Date.parse(at))).toBe(quiet)
  })
})
