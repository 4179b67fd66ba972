import { describe, expect, test } from 'vitest'
import { dueRun, instantOf, type LastRun, localDateAt, nextInstant } from './window.ts'

const hour = 60 * 60_000
const utc = (text: string): number => Date.parse(text)
const iso = (at: number): string => new Date(at).toISOString()
const saved = (sendAt: string, savedAt: string) => ({ sendAt, savedAt, quietDays: [] as number[] })

describe('instantOf: the moment at which a zone’s clocks show a time', () => {
  test.each([
    ['2026-07-01', '07:00', 'Europe/Madrid', '2026-07-01T05:00:00.000Z'],
    ['2026-12-01', '07:00', 'Europe/Madrid', '2026-12-01T06:00:00.000Z'],
    ['2026-07-01', '07:00', 'America/New_York', '2026-07-01T11:00:00.000Z'],
    ['2026-07-01', '07:00', 'Asia/Kolkata', '2026-07-01T01:30:00.000Z'],
    ['2026-07-01', '07:00', 'Australia/Lord_Howe', '2026-06-30T20:30:00.000Z'],
  ])('%s %s in %s is %s', (date, time, zone, moment) => {
    expect(iso(instantOf(date, time, zone))).toBe(moment)
  })

  test.each([
    // Clocks jump from 02:00 to 03:00; Lord Howe's from 02:00 to 02:30.
    ['2026-03-29', '02:30', 'Europe/Madrid', '2026-03-29T01:00:00.000Z'],
    ['2026-03-08', '02:00', 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
  ])('%s %s is skipped in %s: the next valid moment is %s', (date, time, zone, moment) => {
    expect(iso(instantOf(date, time, zone))).toBe(moment)
  })

  test.each([
    ['2026-10-25', '02:30', 'Europe/Madrid', '2026-10-25T00:30:00.000Z'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
  ])('%s %s comes twice in %s: the first, %s, counts', (date, time, zone, moment) => {
    expect(iso(instantOf(date, time, zone))).toBe(moment)
  })
})

describe('P11 one run for each local day, whatever the clocks do', () => {
  const zones = ['Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata']
  const times = ['00:00', '01:30', '02:15', '02:30', '23:59']

  test.each(zones)('a year in %s, at every time of day that the clocks touch', (zone) => {
    for (const sendAt of times) {
      const schedule = saved(sendAt, '2026-01-01T00:00:00.000Z')
      const days: string[] = []
      const lengths = new Set<number>()
      let last: LastRun | null = null
      let previous: number | null = null
      for (let now = utc('2026-01-02T00:00:00.000Z'); now < utc('2027-01-02T00:00:00.000Z'); now += 5 * hour) {
        const due = dueRun(schedule, zone, last, now)
        if (!due) continue
        expect(due.until).toBeLessThanOrEqual(now)
        if (previous !== null) expect(due.since).toBe(previous)
        lengths.add((due.until - due.since) / hour)
        days.push(due.localDate)
        previous = due.until
        last = { localDate: due.localDate, scheduledAt: due.until, waitingSince: null }
      }
      expect(new Set(days).size).toBe(days.length)
      expect(days.length).toBeGreaterThanOrEqual(365)
      for (const length of lengths) expect(length).toBeGreaterThanOrEqual(23)
      for (const length of lengths) expect(length).toBeLessThanOrEqual(25)
    }
  })

  test('Kolkata’s clocks never change, so each window is 24 hours', () => {
    const due = dueRun(saved('07:00', '2026-01-01T00:00:00Z'), 'Asia/Kolkata', null, utc('2026-03-29T12:00:00Z'))
    expect((due?.until ?? 0) - (due?.since ?? 0)).toBe(24 * hour)
  })

  test('the spring window of Madrid is 23 hours and the autumn one 25', () => {
    const schedule = saved('07:00', '2026-01-01T00:00:00.000Z')
    const length = (day: string, last: LastRun) => {
      const due = dueRun(schedule, 'Europe/Madrid', last, utc(`${day}T12:00:00Z`))
      return ((due?.until ?? 0) - (due?.since ?? 0)) / hour
    }
    expect(
      length('2026-03-29', { localDate: '2026-03-28', scheduledAt: utc('2026-03-28T06:00:00Z'), waitingSince: null }),
    ).toBe(23)
    expect(
      length('2026-10-25', { localDate: '2026-10-24', scheduledAt: utc('2026-10-24T05:00:00Z'), waitingSince: null }),
    ).toBe(25)
  })
})

describe('when the daily run is due', () => {
  const zone = 'Europe/Madrid'
  const daily = saved('07:00', '2026-11-19T12:00:00.000Z')
  const ran = (localDate: string, sendAt = '07:00') => ({
    localDate,
    scheduledAt: instantOf(localDate, sendAt, zone),
    waitingSince: null,
  })

  test('the first is at the first sendAt after it was saved', () => {
    expect(dueRun(daily, zone, null, utc('2026-11-19T13:00:00Z'))).toBeNull()
    expect(dueRun(daily, zone, null, utc('2026-11-20T05:59:59Z'))).toBeNull()
    expect(dueRun(daily, zone, null, utc('2026-11-20T06:00:00Z'))).toEqual({
      localDate: '2026-11-20',
      since: utc('2026-11-19T06:00:00Z'),
      until: utc('2026-11-20T06:00:00Z'),
    })
  })

  test('a day that has its run is over', () => {
    expect(dueRun(daily, zone, ran('2026-11-20'), utc('2026-11-20T20:00:00Z'))).toBeNull()
  })

  test('an agent that was off at sendAt runs once when it is back, also before the next sendAt', () => {
    expect(dueRun(daily, zone, ran('2026-11-19'), utc('2026-11-20T15:00:00Z'))?.localDate).toBe('2026-11-20')
    expect(dueRun(daily, zone, ran('2026-11-19'), utc('2026-11-21T02:00:00Z'))?.localDate).toBe('2026-11-20')
  })

  test('an agent that was off for days runs for the last of them, over one day', () => {
    expect(dueRun(daily, zone, ran('2026-11-15'), utc('2026-11-20T15:00:00Z'))).toEqual({
      localDate: '2026-11-20',
      since: utc('2026-11-19T06:00:00Z'),
      until: utc('2026-11-20T06:00:00Z'),
    })
  })

  test('moving sendAt later on a day that had its run makes no second one, and leaves no gap', () => {
    const later = saved('10:00', '2026-11-20T08:00:00.000Z')
    expect(dueRun(later, zone, ran('2026-11-20'), utc('2026-11-20T09:30:00Z'))).toBeNull()
    expect(dueRun(later, zone, ran('2026-11-20'), utc('2026-11-21T09:00:00Z'))).toEqual({
      localDate: '2026-11-21',
      since: utc('2026-11-20T06:00:00Z'),
      until: utc('2026-11-21T09:00:00Z'),
    })
  })

  test('moving sendAt to an hour that has passed, before the day had its run, does not cost the day', () => {
    const earlier = saved('08:00', '2026-11-20T08:00:00.000Z')
    expect(dueRun(earlier, zone, ran('2026-11-19', '10:00'), utc('2026-11-20T08:00:00Z'))).toEqual({
      localDate: '2026-11-20',
      since: utc('2026-11-19T09:00:00Z'),
      until: utc('2026-11-20T07:00:00Z'),
    })
  })

  test('an integration that rested catches nothing up from before it was saved again', () => {
    const again = saved('07:00', '2026-11-20T08:00:00.000Z')
    expect(dueRun(again, zone, ran('2026-11-10'), utc('2026-11-20T09:00:00Z'))).toBeNull()
    expect(dueRun(again, zone, ran('2026-11-10'), utc('2026-11-21T06:00:00Z'))?.localDate).toBe('2026-11-21')
  })

  test('a clock that goes back a day repeats nothing', () => {
    expect(dueRun(daily, zone, ran('2026-11-21'), utc('2026-11-20T15:00:00Z'))).toBeNull()
  })

  test('moving the venue to another zone never turns a window round', () => {
    const last = ran('2026-11-20')
    expect(dueRun(daily, 'Pacific/Auckland', last, utc('2026-11-20T20:00:00Z'))?.since).toBe(last.scheduledAt)
    expect(dueRun(daily, 'America/New_York', last, utc('2026-11-20T20:00:00Z'))).toBeNull()
  })
})

describe('nextInstant', () => {
  const zone = 'Europe/Madrid'
  const daily = saved('07:00', '2026-11-19T12:00:00.000Z')

  test('is later today, or tomorrow where today has passed or had its run', () => {
    const last = { localDate: '2026-11-20', scheduledAt: utc('2026-11-20T06:00:00Z'), waitingSince: null }
    expect(iso(nextInstant(daily, zone, null, utc('2026-11-20T04:00:00Z')))).toBe('2026-11-20T06:00:00.000Z')
    expect(iso(nextInstant(daily, zone, null, utc('2026-11-20T06:00:00Z')))).toBe('2026-11-21T06:00:00.000Z')
    expect(iso(nextInstant({ ...daily, sendAt: '23:00' }, zone, last, utc('2026-11-20T07:00:00Z')))).toBe(
      '2026-11-21T22:00:00.000Z',
    )
  })

  test('is never before the integration was saved, should the clock go back', () => {
    expect(nextInstant(daily, zone, null, utc('2020-01-01T00:00:00Z'))).toBe(utc('2026-11-20T06:00:00Z'))
  })
})

test('localDateAt names the day on the venue’s clocks', () => {
  expect(localDateAt(utc('2026-11-20T23:30:00Z'), 'Europe/Madrid')).toBe('2026-11-21')
  expect(localDateAt(utc('2026-11-20T03:30:00Z'), 'America/New_York')).toBe('2026-11-19')
})
