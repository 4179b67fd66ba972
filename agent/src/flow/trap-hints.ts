import type { Clock } from '../clock.ts'
import { isOptional } from '../judge/rate.ts'
import type { Log } from '../log.ts'
import type { Roster, Watched } from './roster.ts'

/** Where traps are heard; `main.ts` hands in what `net/` has. */
export type ListenForTraps = (options: {
  port: number
  isWanted(address: string): boolean
  heard(address: string): void
}) => Promise<{ port: number; close(): Promise<void> } | { code: string }>

/** A device is looked at for its traps at most this often. */
const betweenHintsMs = 5000

interface Parts {
  listen: ListenForTraps
  port: number
  roster: Roster
  clock: Clock
  log: Log
}

/**
 * A trap of a watched printer is a hint to look at it at once, in the ways that do not take its only connection: what the
 * trap says is not believed, since anyone can send one. Where the port cannot be had nothing is lost but seconds.
 */
export class TrapHints {
  readonly #parts: Parts
  /** Devices that were looked at for a trap a moment ago, and whether another came meanwhile. */
  readonly #resting = new Map<string, { again: boolean; cancel: () => void }>()
  #close: (() => Promise<void>) | null = null
  #stopped = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async start(): Promise<void> {
    const { listen, log, port } = this.#parts
    const ear = await listen({
      port,
      isWanted: (address) => this.#find(address) !== undefined,
      heard: (address) => this.#hint(address),
    })
    if ('code' in ear) log.info({ code: ear.code, port }, 'traps of printers are not heard')
    else if (this.#stopped) await ear.close()
    else this.#close = ear.close
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const { cancel } of this.#resting.values()) cancel()
    this.#resting.clear()
    await this.#close?.()
  }

  #find(address: string): Watched | undefined {
    return this.#parts.roster
      .all()
      .find(({ device }) => device.type === 'printer' && device.inService && device.address === address)
  }

  #hint(address: string): void {
    const watched = this.#find(address)
    if (!watched || this.#stopped) return
    const { id } = watched.device
    const resting = this.#resting.get(id)
    if (resting) {
      resting.again = true
      return
    }
    const cancel = this.#parts.clock.after(betweenHintsMs, () => {
      const { again = false } = this.#resting.get(id) ?? {}
      this.#resting.delete(id)
      if (again) this.#hint(address)
    })
    this.#resting.set(id, { again: false, cancel })
    void this.#lookSoon(watched)
  }

  /** A look that runs may have been made before the change: it is made again after it. */
  async #lookSoon(watched: Watched): Promise<void> {
    await watched.running
    const now = this.#parts.clock.monotonic()
    for (const probe of watched.device.probes) if (isOptional(probe.type)) watched.dueAt.set(probe.id, now)
  }
}
