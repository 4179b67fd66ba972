import { fromWall, toWall } from './zone-time.ts'

/** Seven in the morning: before most venues open. */
const morning = '07:00'

/** The venue's next morning after today, as a moment. */
export function tomorrowMorning(now: number, zone: string): string {
  const today = toWall(new Date(now).toISOString(), zone).slice(0, 10)
  const tomorrow = new Date(Date.parse(`${today}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  return fromWall(`${tomorrow}T${morning}`, zone) ?? new Date(now + 86_400_000).toISOString()
}
