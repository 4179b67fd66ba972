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
  /** Who has the device's address; `null` or absent where that was not looked at, as behind a router. */
  whereabouts?: Whereabouts | null
}

/** What the judge has to know besides the readings. */
export interface Context {
  /** Opening hours: `null` where none are set. */
  open: boolean | null
  /** In the device's own quiet hours: the venue is as good as closed for it, and no failure of it is told. */
  quiet: boolean
  /** In a maintenance window. */
  maintenance: boolean
  /** What the device hangs on and would explain its silence, a storm and a learnt group too: whether it is down now. */
  parent: { down: boolean } | null
  /** In one of our own subnets, so that neighbour entries tell something. */
  ownSubnet: boolean
  /** Of iPads: what their check-ins are held against; `null` for every other device. */
  around: Around | null
}

/** How the rest of the venue is while an iPad tells how it is. */
export interface Around {
  /** `away`: our line or name service is down, was until a moment ago, or is in doubt. `unwatched`: nobody looks. */
  internet: 'works' | 'away' | 'unwatched'
  /** Where the iPad's check-ins come from. */
  place: 'own_subnet' | 'elsewhere' | 'unknown'
  /** Printers in service: that answer us, that do not (or not surely), that have a Fail of their own, that refuse us. */
  printers: { reached: number; silent: number; failing: number; refusing: number }
  /** Other iPads of our subnets that told lately that they print, or that they do not reach a printer. */
  otherPads: { printing: number; cutOff: number }
}

/** The verdict on a check. `conditions` is everything that is believed now, not only what is new. */
export interface Judgement {
  memory: Memory
  state: DeviceState
  /** The worst condition's cause, or the reason for `unknown`, `asleep` and `degraded`. */
  cause: Cause | null
  conditions: Condition[]
  /** It is silent, and its quiet hours or its pause keep that to itself: what hangs behind it is cut off all the same. */
  quietlyDown?: boolean
  /** The failures that its quiet hours or its pause keep to themselves. */
  kept?: Condition[]
  /** The device answered in some way during this check. */
  seen: boolean
  /** Another device has its address: what was seen in this check is not this device's. */
  stranger: boolean
}

export type { Condition } from './condition.ts'
/**
 * What the judge remembers of a device between checks; plain JSON, kept over a restart. Whoever calls hands it in and
 * keeps what comes back: the judge itself has no state. `judge/memory.ts` knows its fields.
 */
export type { Memory } from './memory.ts'
export type { Holder, Whereabouts } from './whereabouts.ts'

import type { Condition } from './condition.ts'
import type { Memory } from './memory.ts'
import type { Whereabouts } from './whereabouts.ts'
