import type { QuietHours } from '@sereno/shared/device.ts'
import type { MaintenanceWindow, OpeningHours } from '@sereno/shared/venue.ts'

interface LocalTime {
  /** `YYYY-MM-DD` */
  date: string
  /** 1 is Monday. */
  day: number
  /** Minutes since midnight, by the clock on the wall. */
  minute: number
}

interface Span {
  from: number
  to: number
}

/**
 * Whether the venue is open at `at` (ms since 1970); `null` where no hours are set. A span whose end is not after its
 * beginning lasts into the next day, also when that day is a holiday: a bar's Saturday night ends on Sunday.
 */
export function isOpen(hours: OpeningHours | null, timezone: string, at: number): boolean | null {
  if (hours === null) return null
  const now = localTime(timezone, at)
  const yesterday = dayBefore(now)
  const today = spansOf(hours, now).some(({ from, to }) => now.minute >= from && (to <= from || now.minute < to))
  return today || spansOf(hours, yesterday).some(({ from, to }) => to <= from && now.minute < to)
}

/** Whether `at` (ms since 1970) lies in a device's own quiet hours, which are the same each day. */
export const isQuiet = (hours: QuietHours | undefined, timezone: string, at: number): boolean =>
  hours !== undefined &&
  hours.length > 0 &&
  isOpen({ days: everyDay.flatMap((day) => hours.map((span) => ({ day, ...span }))), holidays: [] }, timezone, at) ===
    true

const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** The spans that begin on a day. A holiday without times is closed. */
function spansOf(hours: OpeningHours, { date, day }: Pick<LocalTime, 'date' | 'day'>): Span[] {
  const holidays = hours.holidays.filter((one) => one.date === date)
  if (holidays.length === 0) return hours.days.filter((one) => one.day === day).map(spanOf)
  return holidays.filter(({ from, to }) => from !== undefined || to !== undefined).map(spanOf)
}

const spanOf = ({ from = '00:00', to = '00:00' }: { from?: string | undefined; to?: string | undefined }): Span => ({
  from: minuteOf(from),
  to: minuteOf(to),
})

function minuteOf(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return hour * 60 + minute
}

function localTime(timezone: string, at: number): LocalTime {
  const parts = new Intl.DateTimeFormat('en-CA-u-hc-h23', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '0'
  const date = `${part('year')}-${part('month')}-${part('day')}`
  return { date, day: dayOf(date), minute: Number(part('hour')) * 60 + Number(part('minute')) }
}

/** Days of the calendar, which has no time zone: counted in UTC. */
const dayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7

function dayBefore({ date }: LocalTime): Pick<LocalTime, 'date' | 'day'> {
  const before = new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  return { date: before, day: dayOf(before) }
}

/** Until when nobody wants to hear of this device: the windows at `at` that name it, or name none; `null` outside of any. */
export function maintenanceUntil(windows: readonly MaintenanceWindow[], deviceId: string, at: number): number | null {
  const ends = windows
    .filter(
      ({ from, until, deviceIds }) =>
        Date.parse(from) <= at && at < Date.parse(until) && (deviceIds.length === 0 || deviceIds.includes(deviceId)),
    )
    .map(({ until }) => Date.parse(until))
  return ends.length === 0 ? null : Math.max(...ends)
}

/** Whether nobody wants to hear of this device at `at`: in a window that names it, or names none. */
export const inMaintenance = (windows: readonly MaintenanceWindow[], deviceId: string, at: number): boolean =>
  maintenanceUntil(windows, deviceId, at) !== null
