import type { Cause } from '@sereno/shared/cause.ts'
import type { DeviceSetting, DeviceState } from '@sereno/shared/device.ts'
import type { NeighbourFact, Reading } from '@sereno/shared/reading.ts'

/** One check of a device: the readings of the probes that looked, further attempts included. */
export interface Check {
  device: DeviceSetting
  /** When it was concluded, ms since 1970. */
  at: number
  /** In the order they were taken; of each probe all attempts, so the last one of a probe is its result. */
  readings: Reading[]
  /** The neighbour entry, refreshed during this check; `null` where nothing fell silent, so it was not looked up. */
  neighbour: NeighbourFact | null
}

/** What the judge has to know besides the readings. */
export interface Context {
  /** Opening hours: `null` where none are set. */
  open: boolean | null
  /** In a maintenance window. */
  maintenance: boolean
  /** The device's parent, if one is watched and in service: who, and whether it is down (its verdict is fresh). */
  parent: { id: string; name: string; down: boolean } | null
  /** In one of our own subnets, so that neighbour entries tell something. */
  ownSubnet: boolean
}

/** The verdict on a check. `conditions` is everything that is believed now, not only what is new. */
export interface Judgement {
  memory: Memory
  state: DeviceState
  /** The worst condition's cause, or the reason for `unknown`, `asleep` and `degraded`. */
  cause: Cause | null
  conditions: Condition[]
  /** The device answered in some way during this check. */
  seen: boolean
}

export type { Condition } from './condition.ts'
/**
 * What the judge remembers of a device between checks; plain JSON, kept over a restart. Whoever calls hands it in and
 * keeps what comes back: the judge itself has no state. `judge/memory.ts` knows its fields.
 */
export type { Memory } from './memory.ts'

import type { Condition } from './condition.ts'
import type { Memory } from './memory.ts'
