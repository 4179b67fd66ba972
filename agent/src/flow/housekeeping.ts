import type { VenueDocument } from '@sereno/shared/venue.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/types.ts'
import type { Bus } from './bus.ts'
import type { Identities } from './identities.ts'
import type { Recorder } from './recorder.ts'
import type { Roster } from './roster.ts'
import type { Tally } from './tally.ts'

const everyMs = 60_000
/**
 * Memories change with each check, and of a device that is well one of half an hour ago is as good after a crash. Every ten
 * minutes they would be about half of all that is written (`npm run faults -- --only 7`).
 */
const memoriesEvery = 30
const memoriesFirst = 10
const pruneEvery = 60

export const memoryKey = (deviceId: string): string => `memory:${deviceId}`

/** Deletes what is older than it should be kept, and tells of conversations that are over by it. */
export async function letOldGo(parts: Pick<Parts, 'store' | 'bus' | 'clock' | 'venue'>): Promise<void> {
  const { store, bus, clock, venue } = parts
  for (const id of await store.prune(venue().venue.retention, clock.now())) {
    // It was in everybody's inbox, and is nobody's now.
    bus.emit('conversation.left', id, null)
    bus.emit('conversation.changed', id)
  }
}

interface Parts {
  clock: Clock
  log: Log
  store: Store
  bus: Bus
  recorder: Recorder
  roster: Roster
  tally: Tally
  identities: Identities
  venue(): Readonly<VenueDocument>
}

/** Once a minute: what was measured and counted goes to the disk in one go; now and then memories, and what is old leaves. */
export class Housekeeping {
  readonly #parts: Parts
  #minutes = 0
  #cancelTimer: () => void = () => {}
  #running: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  start(): void {
    this.#cancelTimer = this.#parts.clock.after(everyMs, () => {
      this.#running = this.#minute().finally(() => {
        if (!this.#stopped) this.start()
      })
    })
  }

  /** Writes everything that is still only in memory. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelTimer()
    await this.#running
    await this.#guard('measurements', () => this.#write(true))
    await this.#guard('memories', () => this.#keepMemories(true))
    await this.#guard('identities', () => this.#parts.identities.write(true))
  }

  async #minute(): Promise<void> {
    this.#minutes += 1
    await this.#guard('measurements', () => this.#write(false))
    await this.#guard('identities', () => this.#parts.identities.write())
    const isTurn = this.#minutes % memoriesEvery === memoriesFirst
    await this.#guard('memories', () => this.#keepMemories(isTurn))
    if (this.#minutes % pruneEvery === 1) await this.#guard('pruning', () => letOldGo(this.#parts))
  }

  async #write(all: boolean): Promise<void> {
    const { store, tally, recorder, clock } = this.#parts
    const buckets = tally.take(clock.now(), all)
    // At once, so that both go to the disk in one commit.
    await Promise.all([recorder.flush(), buckets.length > 0 ? store.measurements.write(buckets) : null])
  }

  async #keepMemories(all: boolean): Promise<void> {
    const dirty = this.#parts.roster.all().filter((watched) => watched.memoryDirty && (all || watched.memoryUrgent))
    if (dirty.length === 0) return
    await this.#parts.store.keep.set(
      Object.fromEntries(dirty.map((watched) => [memoryKey(watched.device.id), watched.memory])),
    )
    for (const watched of dirty) {
      watched.memoryDirty = false
      watched.memoryUrgent = false
    }
  }

  /** One part that fails (a full disk) does not keep the others from their work. */
  async #guard(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (fault) {
      this.#parts.log.error({ fault, what }, 'housekeeping could not finish')
    }
  }
}
