import type { IntegrationSetting } from '@sereno/shared/integration.ts'

const dayMs = 24 * 60 * 60_000

/** A daily run that is due, with the span it covers: [since, until). */
export interface DueRun {
  /** The day of the venue's calendar: there is one run for each. */
  localDate: string
  since: number
  until: number
}

/** The last daily run of an integration. */
export interface LastRun {
  localDate: string
  scheduledAt: number
  /** Since when what happened waits for a digest: a quiet day sent none. `null`: nothing waits. */
  waitingSince: number | null
}

type Schedule = Pick<IntegrationSetting, 'sendAt' | 'savedAt' | 'quietDays'>

/**
 * The run that is due at `now`, or `null`. Only the latest scheduled instant counts: an agent that was off for days runs
 * once. An instant before the integration was saved is due only where the day before had its run, so that moving
 * `sendAt` to an hour that has passed does not cost a day.
 */
export function dueRun(schedule: Schedule, zone: string, last: LastRun | null, now: number): DueRun | null {
  const today = localDateAt(now, zone)
  const localDate = instantOf(today, schedule.sendAt, zone) <= now ? today : dayBefore(today)
  const until = instantOf(localDate, schedule.sendAt, zone)
  if (last && (last.localDate >= localDate || last.scheduledAt >= until)) return null
  const goesOn = last?.localDate === dayBefore(localDate)
  if (until <= Date.parse(schedule.savedAt) && !goesOn) return null
  return { localDate, since: sinceOf(schedule, zone, last, localDate, until), until }
}

/**
 * From the previous scheduled instant that could send; that of yesterday's run, where `sendAt` has changed since; 24 hours
 * the first time and after a rest. What waits since a quiet day is never left behind, also where days were missed.
 */
function sinceOf(schedule: Schedule, zone: string, last: LastRun | null, localDate: string, until: number): number {
  if (!last) return until - dayMs
  const yesterday = dayBefore(localDate)
  const missed = instantOf(dayAfter(last.localDate), schedule.sendAt, zone)
  const rested = last.localDate < yesterday && Date.parse(schedule.savedAt) > missed
  if (rested) return instantOf(yesterday, schedule.sendAt, zone)
  if (last.waitingSince !== null) return last.waitingSince
  if (last.localDate === yesterday) return last.scheduledAt
  let previous = yesterday
  while (isQuietDay(schedule, previous)) previous = dayBefore(previous)
  return Math.max(last.scheduledAt, instantOf(previous, schedule.sendAt, zone))
}

/** Whether no digest goes out on a day of the calendar. */
export const isQuietDay = ({ quietDays }: Pick<Schedule, 'quietDays'>, localDate: string): boolean =>
  quietDays.includes(new Date(`${localDate}T00:00:00.000Z`).getUTCDay() || 7)

/** The next instant after `now` at which a run will be due that may send a mail, ms since 1970. */
export function nextSending(schedule: Schedule, zone: string, last: LastRun | null, now: number): number {
  let at = nextInstant(schedule, zone, last, now)
  while (isQuietDay(schedule, localDateAt(at, zone))) at = nextInstant(schedule, zone, last, at)
  return at
}

/** The next instant after `now` at which a run will be due, also one of a quiet day; ms since 1970. */
export function nextInstant(schedule: Schedule, zone: string, last: LastRun | null, now: number): number {
  const after = Math.max(now, last ? now : Date.parse(schedule.savedAt))
  let localDate = dayBefore(localDateAt(after, zone))
  for (;;) {
    const at = instantOf(localDate, schedule.sendAt, zone)
    if (at > after && !(last && last.localDate >= localDate)) return at
    localDate = dayAfter(localDate)
  }
}

/**
 * The moment at which the clocks of `zone` show `time` on `date`. Where clocks are put forward over it, the first moment
 * after the gap; where they are put back and show it twice, the first of the two.
 */
export function instantOf(date: string, time: string, zone: string): number {
  const shown = Date.parse(`${date}T${time}:00.000Z`)
  const before = offsetAt(shown - dayMs, zone)
  const after = offsetAt(shown + dayMs, zone)
  const moments = [shown - before, shown - after].filter((moment) => moment + offsetAt(moment, zone) === shown)
  return moments.length > 0 ? Math.min(...moments) : endOfGap(shown - after, shown - before, zone)
}

/** The first moment with another offset than that of `from`. */
function endOfGap(from: number, until: number, zone: string): number {
  const before = offsetAt(from, zone)
  let early = from
  let late = until
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2)
    if (offsetAt(middle, zone) === before) early = middle
    else late = middle
  }
  return late
}

/** The day of the calendar in `zone`, `YYYY-MM-DD`. */
export const localDateAt = (at: number, zone: string): string =>
  new Date(at + offsetAt(at, zone)).toISOString().slice(0, 10)

/** A day of the calendar so many days later. */
export const shift = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00.000Z`) + days * dayMs).toISOString().slice(0, 10)
const dayBefore = (date: string): string => shift(date, -1)
const dayAfter = (date: string): string => shift(date, 1)

const formats = new Map<string, Intl.DateTimeFormat>()

/** What the clocks of `zone` are ahead of UTC at a moment, ms. */
function offsetAt(at: number, zone: string): number {
  const format = formats.get(zone) ?? makeFormat(zone)
  const parts = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, Number(part.value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const milliseconds = ((at % 1000) + 1000) % 1000
  return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) - at
}

function makeFormat(zone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, format)
  return format
}
