import type { DeviceState, SeriesPoint } from '@sereno/shared/device.ts'
import { iso } from '../../clock.ts'

/** As kept, and ordered: the worst state of a span is the highest number in it. */
export const stateNumbers: Record<DeviceState, number> = {
  paused: 0,
  up: 1,
  asleep: 2,
  unknown: 3,
  degraded: 4,
  down: 5,
}

/** A minute or an hour of one device, as kept. */
export interface Measured {
  /** Its beginning, seconds since 1970. */
  at: number
  looks: number
  lost: number
  /** Microseconds. */
  p10: number | null
  p50: number | null
  p95: number | null
  max: number | null
  /** A number of `stateNumbers`. */
  state: number
}

/** Several minutes or hours as one bucket for each step. Percentiles: the mean, weighted by the answers in each. */
export function bucketsOf(measured: Measured[], stepSeconds: number): Measured[] {
  const steps = Map.groupBy(measured, ({ at }) => Math.floor(at / stepSeconds) * stepSeconds)
  return [...steps].map(([at, parts]) => ({
    at,
    looks: sum(parts.map((part) => part.looks)),
    lost: sum(parts.map((part) => part.lost)),
    p10: weighted(parts, (part) => part.p10),
    p50: weighted(parts, (part) => part.p50),
    p95: weighted(parts, (part) => part.p95),
    max: parts.reduce<number | null>((most, { max }) => (max === null ? most : Math.max(most ?? 0, max)), null),
    state: Math.max(...parts.map((part) => part.state)),
  }))
}

const sum = (numbers: number[]): number => numbers.reduce((all, number) => all + number, 0)

function weighted(parts: Measured[], pick: (part: Measured) => number | null): number | null {
  let total = 0
  let weight = 0
  for (const part of parts) {
    const value = pick(part)
    if (value === null) continue
    total += value * (part.looks - part.lost)
    weight += part.looks - part.lost
  }
  return weight === 0 ? null : total / weight
}

const millis = (micros: number | null): number | null => (micros === null ? null : Math.round(micros) / 1000)
const stateOf = (number: number): DeviceState =>
  (Object.keys(stateNumbers) as DeviceState[]).find((state) => stateNumbers[state] === number) ?? 'unknown'

export const pointsOf = (buckets: Measured[]): SeriesPoint[] =>
  buckets.map(({ at, looks, lost, p10, p50, p95, max, state }) => ({
    at: iso(at * 1000),
    latencyP10Ms: millis(p10),
    latencyP50Ms: millis(p50),
    latencyP95Ms: millis(p95),
    latencyMaxMs: millis(max),
    loss: looks === 0 ? null : lost / looks,
    state: stateOf(state),
  }))
