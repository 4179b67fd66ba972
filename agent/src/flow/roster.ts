import { isDeepStrictEqual } from 'node:util'
import type { DeviceSetting, ProbeSetting } from '@sereno/shared/device.ts'
import { movedMemory } from '../judge/moved-memory.ts'
import { everyMs } from '../judge/rate.ts'
import type { Memory } from '../judge/types.ts'
import { type Live, unseen } from './live.ts'

/** A device under watch: what was set, what is remembered, how it is, and when each probe is due. */
export interface Watched {
  /** Another object whenever its settings change, and only then. */
  device: DeviceSetting
  memory: Memory | null
  /** The memory changed since it was last kept. */
  memoryDirty: boolean
  /** It went down since, or came back: a crash must not forget what its entry rests on. */
  memoryUrgent: boolean
  live: Live
  /** By probe id, in the clock's monotonic ms. */
  dueAt: Map<string, number>
  /** The check that runs now; checks of one device never overlap. */
  running: Promise<void> | null
  /** When the last check that was judged began, monotonic ms. */
  judgedFrom: number
  /** Until when, as far as it is known, what hangs behind it was cut off, monotonic ms; `null`: never yet. */
  cutOffUntil: number | null
}

/** Looks that are due within this span are made together, so that one process serves many devices. */
export const slotMs = 500
/** A device that is new is looked at at once; of many (a start), so many in each slot, so that they do not come in one burst. */
const firstLooksInSlot = 50

/** The devices under watch, and who is due next. */
export class Roster {
  readonly #watched = new Map<string, Watched>()

  get(id: string): Watched | undefined {
    return this.#watched.get(id)
  }

  all(): Watched[] {
    return [...this.#watched.values()]
  }

  some(test: (watched: Watched) => boolean): boolean {
    return this.#watched.values().some(test)
  }

  /** Follows the settings; gives the devices that are no longer there. */
  follow(devices: readonly DeviceSetting[], memories: ReadonlyMap<string, Memory>, now: number): Watched[] {
    const ids = new Set(devices.map((device) => device.id))
    const gone = this.all().filter((watched) => !ids.has(watched.device.id))
    for (const watched of gone) this.#watched.delete(watched.device.id)
    let added = 0
    for (const device of devices) {
      const known = this.#watched.get(device.id)
      if (known) this.#change(known, device, now)
      else this.#add(device, memories.get(device.id) ?? null, now + slotMs * Math.floor(added++ / firstLooksInSlot))
    }
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
      const rateMs = everyMs(probe, watched.memory)
      const dueAt = watched.dueAt.get(probe.id) ?? startedAt
      // One that was looked at before it was due, or long after, counts from its look.
      const from = dueAt <= startedAt && startedAt - dueAt < rateMs ? dueAt : startedAt
      const next = Math.ceil((from + rateMs) / slotMs) * slotMs
      watched.dueAt.set(probe.id, Math.max(next, now))
    }
  }

  #add(device: DeviceSetting, memory: Memory | null, firstAt: number): void {
    const dueAt = new Map(device.probes.map((probe) => [probe.id, Math.floor(firstAt / slotMs) * slotMs]))
    const watched: Watched = {
      device,
      memory,
      memoryDirty: false,
      memoryUrgent: false,
      live: { ...unseen(), checkin: memory?.checkin ?? null },
      dueAt,
      running: null,
      judgedFrom: 0,
      cutOffUntil: null,
    }
    if (!device.inService) watched.live.state = 'paused'
    this.#watched.set(device.id, watched)
  }

  #change(watched: Watched, device: DeviceSetting, now: number): void {
    const before = watched.device
    if (isDeepStrictEqual(before, device)) return
    watched.device = device
    const moved = before.address !== device.address || before.type !== device.type
    if (moved) {
      // What was learnt of the old address says nothing about the new one.
      // But what an iPad told of itself, it told wherever it was.
      watched.memory = movedMemory(watched.memory)
      watched.memoryDirty = true
      watched.live = { ...unseen(), checkin: watched.live.checkin }
    }
    for (const probe of device.probes) {
      const old = before.probes.find((one) => one.id === probe.id)
      if (moved || !isDeepStrictEqual(old, probe) || before.inService !== device.inService)
        watched.dueAt.set(probe.id, now)
    }
    for (const id of watched.live.last.keys()) {
      if (!device.probes.some((probe) => probe.id === id)) watched.live.last.delete(id)
    }
  }
}
