import { describe, expect, it } from 'vitest'
import { isQuietFor, notificationChoices, usualChoices, wants } from './notifications.ts'

const madrid = (text: string) => Date.parse(`${text}+01:00`)
const quiet = (from: string, to: string, at: number) => isQuietFor({ from, to }, 'Europe/Madrid', at)

describe('choices of a person', () => {
  it('begin with what is valid, without push and without mails of each problem', () => {
    expect(notificationChoices.parse(usualChoices)).toEqual(usualChoices)
    expect(wants(usualChoices, 'incident_opened', 'page')).toBe(true)
    expect(wants(usualChoices, 'incident_opened', 'push')).toBe(false)
    expect(wants(usualChoices, 'incident_opened', 'email')).toBe(false)
    expect(wants(usualChoices, 'message', 'email')).toBe(true)
  })

  it('let nothing out in a way that is not allowed, whatever the matrix says', () => {
    const allowed = { ...usualChoices, allow: { push: true, email: false } }
    expect(wants(allowed, 'incident_opened', 'push')).toBe(true)
    expect(wants(allowed, 'incident_closed', 'push')).toBe(false)
    expect(wants(allowed, 'message', 'email')).toBe(false)
    expect(wants(allowed, 'message', 'page')).toBe(true)
  })

  it('are refused with a volume beyond its bounds, an unknown sound, or hours that end where they begin', () => {
    const wrong = [
      { ...usualChoices, sound: { name: 'bell', volume: 1.1 } },
      { ...usualChoices, sound: { name: 'siren', volume: 1 } },
      { ...usualChoices, quietHours: { from: '07:00', to: '07:00' } },
      { ...usualChoices, quietHours: { from: '7:00', to: '08:00' } },
      { ...usualChoices, events: { ...usualChoices.events, more: usualChoices.events.ticket } },
    ]
    for (const one of wrong) expect(notificationChoices.safeParse(one).success).toBe(false)
  })
})

describe('quiet hours of a person', () => {
  it('are by the clock of the venue, and end when they say', () => {
    expect(isQuietFor(null, 'Europe/Madrid', 0)).toBe(false)
    expect(quiet('15:00', '17:00', madrid('2026-11-21T14:59:59'))).toBe(false)
    expect(quiet('15:00', '17:00', madrid('2026-11-21T15:00:00'))).toBe(true)
    expect(quiet('15:00', '17:00', madrid('2026-11-21T16:59:59'))).toBe(true)
    expect(quiet('15:00', '17:00', madrid('2026-11-21T17:00:00'))).toBe(false)
  })

  it('last over midnight', () => {
    for (const [time, is] of [
      ['22:59', false],
      ['23:00', true],
      ['00:00', true],
      ['06:59', true],
      ['07:00', false],
    ] as const) {
      expect([time, quiet('23:00', '07:00', madrid(`2026-11-21T${time}:00`))]).toEqual([time, is])
    }
  })

  it('end by the clock on the wall also in the nights when it is put forward and back', () => {
    // 29 March 2026: after 01:59:59 (UTC+1) comes 03:00:00 (UTC+2). 25 October: after 02:59:59 (UTC+2) comes 02:00:00 (UTC+1).
    expect(quiet('23:00', '07:00', Date.parse('2026-03-29T04:59:59Z'))).toBe(true)
    expect(quiet('23:00', '07:00', Date.parse('2026-03-29T05:00:00Z'))).toBe(false)
    expect(quiet('23:00', '07:00', Date.parse('2026-10-25T05:59:59Z'))).toBe(true)
    expect(quiet('23:00', '07:00', Date.parse('2026-10-25T06:00:00Z'))).toBe(false)
    expect(quiet('02:00', '03:00', Date.parse('2026-03-29T01:30:00Z'))).toBe(false)
  })
})
