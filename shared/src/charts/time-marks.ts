import { wallOf } from '../wall.ts'

const hourMs = 3_600_000
const dayMs = 86_400_000

/** A mark on an axis of time: an hour of the day, or the beginning of one. */
export interface TimeMark {
  at: number
  unit: 'hour' | 'day'
}

/** The first moment from `since` on at which the zone's clock shows a whole hour. */
function wholeHour(since: number, zone: string): number {
  const quarter = hourMs / 4
  let at = Math.ceil(since / quarter) * quarter
  for (let tries = 0; tries < 4 && wallOf(at, zone).minute !== 0; tries += 1) at += quarter
  return at
}

/** At most `most` marks in [since, until): whole hours of the zone's clock for up to two days, else its days. */
export function timeMarks(since: number, until: number, zone: string, most: number): TimeMark[] {
  const hours: { at: number; hour: number; isNewDay: boolean }[] = []
  let before = wallOf(since - 1, zone).date
  for (let at = wholeHour(since, zone); at < until; at += hourMs) {
    const { date, hour } = wallOf(at, zone)
    hours.push({ at, hour, isNewDay: date !== before })
    before = date
  }
  if (until - since > 2 * dayMs) {
    const days = hours.filter(({ isNewDay }) => isNewDay)
    const every = Math.max(1, Math.ceil(days.length / most))
    return days.filter((_, index) => index % every === 0).map(({ at }) => ({ at, unit: 'day' }))
  }
  const step = [1, 2, 3, 6, 12, 24].find((one) => hours.filter(({ hour }) => hour % one === 0).length <= most) ?? 24
  return hours.filter(({ hour }) => hour % step === 0).map(({ at }) => ({ at, unit: 'hour' }))
}
