import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { AddressWatch } from './address-watch.ts'
import type { Roster, Watched } from './roster.ts'

/** One address at a time, so that 40 devices are each asked every ten minutes; with more it goes faster. */
const mostOftenMs = 15_000
const roundMs = 600_000

interface Parts {
  clock: Clock
  log: Log
  roster: Roster
  addresses: AddressWatch
}

/**
 * Asks by raw ARP who has the devices' addresses, one after the other, all day: the kernel's table shows only one of two.
 * What it finds is taken up by the device's next check, which is then due at once.
 */
export class AddressPatrol {
  readonly #parts: Parts
  #lastId: string | null = null
  #cancelTimer: () => void = () => {}
  #running: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  start(): void {
    const { clock, log, roster } = this.#parts
    const everyMs = Math.min(mostOftenMs, roundMs / Math.max(1, roster.all().length))
    this.#cancelTimer = clock.after(everyMs, () => {
      this.#running = this.#next()
        .catch((fault: unknown) => log.error({ fault }, 'an address could not be asked for'))
        .finally(() => {
          if (!this.#stopped) this.start()
        })
    })
  }

  /** Resolves once nobody is being asked any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelTimer()
    await this.#running
  }

  async #next(): Promise<void> {
    const watched = this.#whoseTurn()
    if (!watched) return
    this.#lastId = watched.device.id
    if (await this.#parts.addresses.patrol(watched.device)) lookSoon(watched, this.#parts.clock.monotonic())
  }

  #whoseTurn(): Watched | undefined {
    const inService = this.#parts.roster.all().filter(({ device }) => device.inService && device.address !== null)
    const last = inService.findIndex(({ device }) => device.id === this.#lastId)
    return inService[last + 1] ?? inService[0]
  }
}

/** One look is enough, by the way that costs the device least. */
function lookSoon({ device, dueAt }: Watched, now: number): void {
  const probe = device.probes.find(({ type }) => type !== 'escpos') ?? device.probes[0]
  if (probe) dueAt.set(probe.id, now)
}
