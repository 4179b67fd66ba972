import type { Device } from '@sereno/shared/device.ts'

/** How old a device's last reading is, in intervals of its fastest probe. */
export type Freshness = 'fresh' | 'late' | 'stale'

/** Fresh below 2 intervals, late from 2 to 5, stale above 5 or never looked at. `now` is the agent's clock, ms since 1970. */
export function freshness(observedAt: string | null, everySeconds: number | null, now: number): Freshness {
  if (observedAt === null || everySeconds === null) return 'stale'
  const intervals = (now - Date.parse(observedAt)) / (everySeconds * 1000)
  if (Number.isNaN(intervals) || intervals > 5) return 'stale'
  return intervals < 2 ? 'fresh' : 'late'
}

/** Interval of the fastest probe, s; `null` where nobody looks. */
export const fastest = (probes: readonly { everySeconds: number }[]): number | null =>
  probes.length === 0 ? null : Math.min(...probes.map((probe) => probe.everySeconds))

/** What tells how old a reading is; a device in short knows its fastest interval, a whole one has its probes. */
export type Aged = Pick<Device, 'observedAt'> & (Pick<Device, 'probes'> | { everySeconds: number | null })

/** Without contact to the agent nothing is fresh, however young the last reading was. */
export const deviceFreshness = (device: Aged, now: number, lost: boolean): Freshness =>
  lost ? 'stale' : freshness(device.observedAt, 'probes' in device ? fastest(device.probes) : device.everySeconds, now)
