import type { OpeningHours } from '@sereno/shared/venue.ts'
import { describe, expect, test } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { type HeldBelt, holdBelt } from '../../test/fakes/held-belt.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const ipad = pretendDevice('pad', '10.9.0.31', { type: 'ipad' }, ['ios'])
const pad = { ...ipad, probes: ipad.probes.map((probe) => ({ ...probe, everySeconds: 60, attempts: 1 })) }
const everyDay = (from: string, to: string): OpeningHours => ({
  days: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from, to })),
  holidays: [],
})

/** A venue in Madrid with these hours, in which the iPad is silent from `start` on. */
async function silentFrom(start: string, hours: OpeningHours | null): Promise<HeldBelt> {
  const belt = await holdBelt({ clock: new HandClock(start) })
  await belt.book.change((draft) => {
    const email = 'marta@distributor.example'
    draft.account = { company: 'Bar Pepe', email, timezone: 'Europe/Madrid', language: 'en', createdAt: start }
    draft.venue.openingHours = hours
    draft.devices = [pad]
  })
  await belt.pass(2 * minute)
  belt.network.silent.add('10.9.0.31')
  return belt
}
/** When the first entry began, by the clock of Madrid. */
async function firstAt(belt: HeldBelt): Promise<string | null> {
  const [entry] = (await belt.entries()).filter(({ cause }) => cause === 'ipad_away')
  return entry
    ? new Date(entry.at).toLocaleTimeString('en-GB', { timeZone: 'Europe/Madrid', timeStyle: 'short' })
    : null
}

describe('an iPad that falls silent', () => {
  const table: [what: string, start: string, hours: OpeningHours | null, passed: number, at: string | null][] = [
    [
      'while the venue is open is away after half an hour',
      '2026-11-21T10:00:00Z',
      everyDay('09:00', '23:00'),
      hour,
      '11:32',
    ],
    [
      'at night is away half an hour after opening',
      '2026-11-21T07:30:00Z',
      everyDay('09:00', '23:00'),
      1.2 * hour,
      '09:30',
    ],
    ['less than half an hour before closing is not', '2026-11-21T21:40:00Z', everyDay('09:00', '23:00'), hour, null],
    [
      'in a venue open past midnight is away there too',
      '2026-11-21T22:50:00Z',
      everyDay('20:00', '03:00'),
      hour,
      '00:22',
    ],
    [
      'in the pause between two spans is away half an hour into the second',
      '2026-11-21T13:50:00Z',
      { days: [...everyDay('12:00', '15:00').days, ...everyDay('15:20', '23:00').days], holidays: [] },
      1.5 * hour,
      '15:50',
    ],
    [
      'on a holiday is not',
      '2026-12-25T10:00:00Z',
      { ...everyDay('09:00', '23:00'), holidays: [{ date: '2026-12-25' }] },
      5 * hour,
      null,
    ],
    [
      'on a holiday with hours of its own is away in those',
      '2026-12-25T10:20:00Z',
      { ...everyDay('09:00', '23:00'), holidays: [{ date: '2026-12-25', from: '12:00', to: '16:00' }] },
      1.5 * hour,
      '12:30',
    ],
    // On 2026-10-25 at 03:00 clocks go back to 02:00; on 2026-03-29 at 02:00 they go on to 03:00.
    [
      'in the night in which clocks go back is away after half an hour that passed',
      '2026-10-25T00:40:00Z',
      everyDay('20:00', '06:00'),
      2 * hour,
      '02:12',
    ],
    [
      'in the night in which clocks go on is away after half an hour that passed',
      '2026-03-29T00:40:00Z',
      everyDay('20:00', '06:00'),
      2 * hour,
      '03:12',
    ],
    [
      'before opening on the morning clocks went on is away half an hour after opening',
      '2026-03-29T06:30:00Z',
      everyDay('09:00', '23:00'),
      1.2 * hour,
      '09:30',
    ],
    ['where no hours are set is never an entry', '2026-11-21T10:00:00Z', null, hour, null],
  ]
  test.for(table)('%s', async ([, start, hours, passed, at]) => {
    const belt = await silentFrom(start, hours)
    await belt.pass(passed)
    expect(await firstAt(belt)).toBe(at)
    expect((await belt.entries()).length).toBe(at === null ? 0 : 1)
    if (hours === null) expect(belt.running.watch.live('pad')?.cause?.code).toBe('ipad_silent')
  })

  test('and is away at closing time has an entry that ends then, and a new one after the next opening', async () => {
    const hours = { days: [...everyDay('09:00', '11:40').days, ...everyDay('12:00', '23:00').days], holidays: [] }
    const belt = await silentFrom('2026-11-21T10:00:00Z', hours)
    await belt.pass(40 * minute)
    expect(await belt.story()).toEqual(['ipad_away pad'])
    await belt.pass(50 * minute)
    expect(await belt.story()).toEqual(['ipad_away pad', 'ipad_away pad …'])
  })
})
