import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Clock } from '../clock.ts'
import type { Surroundings } from './surroundings.ts'

/** Between two sweeps at least this long, whoever asks for them. */
const restMs = 10_000
/** A wider subnet is not swept whole, but where devices are. */
const widestBits = 20
const mostSubnets = 16

/** Who answered for which address of our subnets. */
export interface Swept {
  /** Monotonic ms. */
  startedAt: number
  endedAt: number
  found: ReadonlyMap<string, string>
}

interface Parts {
  clock: Clock
  surroundings: Surroundings
  /** Whether the agent may look at addresses that nobody added. */
  looksAround: boolean
  devices(): readonly DeviceSetting[]
  signal: AbortSignal
}

/** Sweeps of our own subnets by ARP, shared by all who look for a device that is not at its address. */
export class Sweeps {
  readonly #parts: Parts
  #running: Promise<Swept> | null = null
  #last: Swept | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  last(): Swept | null {
    return this.#last
  }

  /** The sweep that runs, the one that just ended, or a new one; `null` where the agent may not look around. */
  look(): Promise<Swept | null> {
    const { clock, looksAround } = this.#parts
    if (!looksAround) return Promise.resolve(null)
    if (this.#running) return this.#running
    if (this.#last && clock.monotonic() - this.#last.endedAt < restMs) return Promise.resolve(this.#last)
    this.#running = this.#sweep().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #sweep(): Promise<Swept> {
    const { clock, surroundings, signal } = this.#parts
    const startedAt = clock.monotonic()
    const found = new Map<string, string>()
    for (const subnet of this.#subnets()) {
      for (const [address, mac] of await surroundings.sweep(subnet, signal)) found.set(address, mac)
    }
    this.#last = { startedAt, endedAt: clock.monotonic(), found }
    return this.#last
  }

  #subnets(): string[] {
    const { surroundings, devices } = this.#parts
    const subnets = surroundings
      .ownSubnets()
      .filter((cidr) => !cidr.includes(':'))
      .flatMap((cidr) => {
        if (Number(cidr.split('/')[1]) >= widestBits) return [cidr]
        const inside = devices().flatMap(({ address }) =>
          address !== null && surroundings.inSubnet(address, [cidr]) ? [address] : [],
        )
        return inside.map((address) => `${address.split('.').slice(0, 3).join('.')}.0/24`)
      })
    return [...new Set(subnets)].slice(0, mostSubnets)
  }
}
