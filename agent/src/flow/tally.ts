import type { DeviceState } from '@sereno/shared/device.ts'
import type { Reading } from '@sereno/shared/reading.ts'
import type { MinuteBucket } from '../store/types.ts'

interface Minute {
  looks: number
  lost: number
  latencies: number[]
  state: DeviceState
}

const minuteMs = 60_000
/** Worst first: the state that stands for a minute. */
const worst: readonly DeviceState[] = ['down', 'degraded', 'unknown', 'asleep', 'up', 'paused']
/** A look's end that says something about the line to the device. */
const says = (reading: Reading) => reading.contact !== 'local_error' && reading.contact !== 'unable'
const lost = (reading: Reading) => reading.contact === 'silent' || reading.contact === 'unreachable'

/** Measurements of the running minute, in memory; whole minutes leave as buckets, so that no sample is written by itself. */
export class Tally {
  readonly #minutes = new Map<string, Minute>()

  add(deviceId: string, readings: readonly Reading[], state: DeviceState, at: number): void {
    const key = `${Math.floor(at / minuteMs) * minuteMs} ${deviceId}`
    const minute = this.#minutes.get(key) ?? { looks: 0, lost: 0, latencies: [], state }
    this.#minutes.set(key, minute)
    const told = readings.filter(says)
    minute.looks += told.length
    minute.lost += told.filter(lost).length
    for (const reading of told) {
      if (reading.contact === 'answered' && reading.latencyMs !== null) minute.latencies.push(reading.latencyMs)
    }
    if (worst.indexOf(state) < worst.indexOf(minute.state)) minute.state = state
  }

  /** Buckets of the minutes that are over at `now`; with `all` also the running one. */
  take(now: number, all = false): MinuteBucket[] {
    const running = Math.floor(now / minuteMs) * minuteMs
    const buckets: MinuteBucket[] = []
    for (const [key, minute] of this.#minutes) {
      const [at = '', deviceId = ''] = key.split(' ')
      // A clock that was set back leaves minutes of the future: they are over too.
      if (Number(at) === running && !all) continue
      this.#minutes.delete(key)
      buckets.push({ deviceId, at: Number(at), ...summary(minute), state: minute.state })
    }
    return buckets
  }
}

function summary({ looks, lost, latencies }: Minute): Omit<MinuteBucket, 'deviceId' | 'at' | 'state'> {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
  return {
    looks,
    lost,
    latencyP10Ms: at(0.1),
    latencyP50Ms: at(0.5),
    latencyP95Ms: at(0.95),
    latencyMaxMs: sorted.at(-1) ?? null,
  }
}
