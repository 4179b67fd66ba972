import type { Condition } from './condition.ts'
import { ruleOf } from './rule.ts'

/**
 * Under this many packets a second received nothing is a storm: a switch looped back over two cables made 1,638 after one
 * broadcast (`network.md`, section 3), while the same network at rest carried 3.
 */
const leastPerSecond = 1000
const timesUsual = 20
/** However much is usual, so much is a flood: a busy box must not be blind. */
const floodPerSecond = 10_000
/** So long it has to last, and so long it has to be over. */
const lastsMs = 10_000
/** A storm is over at half of what made it one, so that it doesn't come and go at the limit. */
const overShare = 0.5
/** What is usual moves with the last ten minutes or so (a look every 5 s), and much is not usual before it has lasted. */
const learning = 1 / 120
const muchLastsMs = 60_000

/** Loss everywhere: at least two devices, and this share of those that answered lately. */
const lostDevices = 2
const lostShare = 0.3
/** Or our own machine throws away this share of what it receives. */
const droppedShare = 0.01

/** One look at our own counters and at what the checks of the last seconds lost. */
export interface StormSample {
  /** Monotonic ms. */
  at: number
  packetsPerSecond: number
  broadcastsPerSecond: number
  droppedPerSecond: number
  /** Devices that answered in the last minutes, and those of them that lost an answer just now. */
  devices: number
  lost: number
}

export interface StormMemory {
  /** Packets a second on an ordinary day; `null` before the first look. */
  usual: number | null
  /** Since when far more than usual comes in, or with a storm since when no longer; monotonic ms. */
  since: number | null
  on: boolean
  last: StormSample | null
}

export const calm: StormMemory = { usual: null, since: null, on: false, last: null }

/**
 * Whether a broadcast storm is on: packets far over the usual for ten seconds, and the network suffers from it. Packets
 * alone are none, as a backup copied to this machine, or our own sweep, brings as many; IP broadcasts of that number are,
 * as nothing that is well sends them.
 */
export function weighStorm(memory: StormMemory, sample: StormSample): StormMemory {
  const limit = limitOf(memory.usual)
  const far = sample.packetsPerSecond > (memory.on ? limit * overShare : limit)
  const changing = far !== memory.on
  const since = changing ? (memory.since ?? sample.at) : null
  const lasted = since !== null && sample.at - since >= lastsMs
  const on = memory.on ? !lasted : lasted && isHarmful(sample)
  const isMuch = far && (since === null || sample.at - since < muchLastsMs)
  return {
    // What a storm brings is never usual; what is merely much becomes so with time.
    usual: memory.on || isMuch ? memory.usual : learnt(memory.usual, sample.packetsPerSecond),
    since: on === memory.on ? since : null,
    on,
    last: sample,
  }
}

/** Far more than usual comes in, without the length or the harm of a storm as yet. */
export const isBrewing = ({ on, since }: StormMemory): boolean => !on && since !== null

export function stormCondition({ on, usual, last }: StormMemory): Condition[] {
  if (!on || last === null) return []
  const packets = Math.round(last.packetsPerSecond)
  const readings = [
    `${packets} packets/s, usually ${Math.round(usual ?? 0)}`,
    `${Math.round(last.broadcastsPerSecond)} IP broadcasts/s, ${Math.round(last.droppedPerSecond)} dropped/s`,
    `${last.lost} of ${last.devices} devices lost answers`,
  ]
  return [{ cause: 'l2_storm', probe: null, rule: ruleOf('l2_storm'), attempts: 1, detail: { packets, readings } }]
}

function limitOf(usual: number | null): number {
  return Math.max(leastPerSecond, Math.min(timesUsual * (usual ?? 0), floodPerSecond))
}

function isHarmful(sample: StormSample): boolean {
  const lossy = sample.lost >= lostDevices && sample.lost / sample.devices >= lostShare
  const drowning = sample.droppedPerSecond > droppedShare * sample.packetsPerSecond
  return lossy || drowning || sample.broadcastsPerSecond > leastPerSecond
}

const learnt = (usual: number | null, now: number): number => (usual === null ? now : usual + (now - usual) * learning)
