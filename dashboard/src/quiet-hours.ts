import type { QuietHours } from '@sereno/shared/device.ts'

/** Each day's quiet hours in short: `23:00–07:00, 15:00–16:00`. */
export const hoursText = (hours: QuietHours): string => hours.map(({ from, to }) => `${from}–${to}`).join(', ')

/** As many as a device has room for. */
export const mostSpans = 4

/** Hours to begin with: the night, or an hour after what is there already. */
export function anotherSpan(hours: QuietHours): QuietHours[number] {
  const last = hours.at(-1)
  if (last === undefined) return { from: '23:00', to: '07:00' }
  const from = (Number(last.to.slice(0, 2)) + 1) % 24
  const clock = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`
  return { from: clock(from), to: clock(from + 1) }
}
