import type { DeviceSetting, ProbeSetting } from '@sereno/shared/device.ts'
import type { Reading } from '@sereno/shared/reading.ts'
import { everyMs } from '../judge/rate.ts'
import type { Memory } from '../judge/types.ts'
import { type Live, unseen } from './live.ts'

/** A device under watch: what was set, what is remembered, how it is, and when each probe is due. */
export interface Watched {
  device: DeviceSetting
  memory: Memory | null
  /** The memory changed since it was last kept. */
  memoryDirty: boolean
  live: Live
  /** By probe id, in the clock's monotonic ms. */
  dueAt: Map<string, number>
  /** The check that runs now; checks of one device never overlap. */
  running: Promise<void> | null
  /** When the last check that was judged began, monotonic ms. */
  judgedFrom: number
}

/** Looks that are due within this span are made together, so that one process serves many devices. */
export const slotMs = 500
/** After a start every device is looked at once within this span. */
const firstSpreadMs = 4000

/** The devices under watch, and who is due next. */
export class Roster {
  readonly #watched = new Map<string, Watched>()

  get(id: string): Watched | undefined {
    return this.#watched.get(id)
  }

  all(): Watched[] {
    return [...this.#watched.values()]
  }

  /** Follows the settings; gives the devices that are no longer there. */
  follow(devices: readonly DeviceSetting[], memories: ReadonlyMap<string, Memory>, now: number): Watched[] {
    const ids = new Set(devices.map((device) => device.id))
    const gone = this.all().filter((watched) => !ids.has(watched.device.id))
    for (const watched of gone) this.#watched.delete(watched.device.id)
    devices.forEach((device, index) => {
      const known = this.#watched.get(device.id)
      if (known) this.#change(known, device, now)
      else this.#add(device, memories.get(device.id) ?? null, now + (firstSpreadMs * index) / devices.length)
    })
    return gone
  }

  /** Devices in service with the probes that are due at `now`, and no check running. */
  due(now: number): { watched: Watched; probes: ProbeSetting[] }[] {
    return this.all()
      .filter((watched) => watched.device.inService && watched.running === null)
      .map((watched) => ({
        watched,
        probes: watched.device.probes.filter((probe) => (watched.dueAt.get(probe.id) ?? 0) <= now),
      }))
      .filter(({ probes }) => probes.length > 0)
  }

  /** Sets when these probes are due again, counted from when they were due, so that a rate holds. */
  reschedule(watched: Watched, looked: ReadonlySet<string>, startedAt: number, now: number): void {
    for (const probe of watched.device.probes) {
      if (!looked.has(probe.id)) continue
      const next = Math.ceil((startedAt + everyMs(probe, watched.memory)) / slotMs) * slotMs
      watched.dueAt.set(probe.id, Math.max(next, now))
    }
  }

  #add(device: DeviceSetting, memory: Memory | null, firstAt: number): void {
    const dueAt = new Map(device.probes.map((probe) => [probe.id, Math.floor(firstAt / slotMs) * slotMs]))
    const watched = { device, memory, memoryDirty: false, live: unseen(), dueAt, running: null, judgedFrom: 0 }
    if (!device.inService) watched.live.state = 'paused'
    this.#watched.set(device.id, watched)
  }

  #change(watched: Watched, device: DeviceSetting, now: number): void {
    const before = watched.device
    watched.device = device
    const moved = before.address !== device.address || before.type !== device.type
    // What was learnt of the old address says nothing about the new one.
    if (moved) watched.memory = null
    for (const probe of device.probes) {
      const old = before.probes.find((one) => one.id === probe.id)
      const same = old && JSON.stringify(old) === JSON.stringify(probe)
      if (moved || !same || before.inService !== device.inService) watched.dueAt.set(probe.id, now)
    }
    for (const id of watched.live.last.keys()) {
      if (!device.probes.some((probe) => probe.id === id)) watched.live.last.delete(id)
    }
  }
}

/** What a check's readings tell about the device itself, kept for whoever asks. */
export function learn(live: Live, readings: readonly Reading[], at: number): void {
  live.observedAt = at
  for (const reading of readings) {
    live.last.set(reading.probeId, reading)
    if (reading.contact === 'answered') live.lastSeenAt = at
    for (const fact of reading.facts) {
      if (fact.fact === 'identity') live.identity = fact
      else if (fact.fact === 'printer_mib') live.supplies = fact.supplies
    }
  }
}
