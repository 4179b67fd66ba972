import type { Detail } from '@sereno/shared/activity.ts'
import type { Cause } from '@sereno/shared/cause.ts'
import type { DeviceState } from '@sereno/shared/device.ts'
import type { IdentityFact, PrinterMibFact, Reading } from '@sereno/shared/reading.ts'
import { checkinProbe } from '../judge/checkin.ts'
import type { HeardCheckin } from '../judge/heard-checkin.ts'
import { type Learnt, takeUp } from './known-identity.ts'

/** How a device is now, in memory: the API merges it with what was set. */
export interface Live {
  state: DeviceState
  /** ms since 1970; `null` before the first verdict. */
  stateSince: number | null
  lastSeenAt: number | null
  observedAt: number | null
  cause: { code: Cause; detail: Detail } | null
  /** Silent in its quiet hours, or while it is paused. */
  quietlyDown: boolean
  mac: string | null
  /** Who the device is, by what all its probes know. */
  identity: IdentityFact | null
  /** What each probe learnt of that, by probe id. */
  learnt: Map<string, Learnt>
  supplies: PrinterMibFact['supplies']
  /** What an iPad told of itself last. */
  checkin: HeardCheckin | null
  /** The last reading of each probe, by probe id. */
  last: Map<string, Reading>
}

export const unseen = (): Live => ({
  state: 'unknown',
  stateSince: null,
  lastSeenAt: null,
  observedAt: null,
  cause: null,
  quietlyDown: false,
  mac: null,
  identity: null,
  learnt: new Map(),
  supplies: [],
  checkin: null,
  last: new Map(),
})

/** Keeps what a check's readings tell about the device itself, for whoever asks. */
export function learn(live: Live, readings: readonly Reading[], at: number): void {
  live.observedAt = at
  for (const reading of readings) {
    // What it told is no look of ours.
    if (reading.probe === checkinProbe) continue
    live.last.set(reading.probeId, reading)
    for (const fact of reading.facts) {
      if (fact.fact === 'identity') live.identity = takeUp(live.learnt, reading.probeId, fact, at)
      // Whichever tells of any: a printer may keep its levels to itself in one of its ways.
      else if (fact.fact === 'printer_mib' || fact.fact === 'ipp') {
        if (fact.supplies.length > 0 || live.supplies.length === 0) live.supplies = fact.supplies
      }
    }
  }
}

export function setState(live: Live, state: DeviceState, at: number, quietlyDown = false): void {
  if (live.state !== state) live.stateSince = at
  live.state = state
  live.quietlyDown = quietlyDown
}

/** Whether what hangs behind a device is cut off: it is down, also in its quiet hours or while paused, or folded itself. */
export const cutsOff = (live: Live): boolean =>
  live.state === 'down' || live.quietlyDown || live.cause?.code === 'parent_down'
