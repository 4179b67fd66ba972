import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { NeighbourFact } from '@sereno/shared/reading.ts'
import type { Whereabouts } from '../judge/types.ts'
import type { Identities } from './identities.ts'
import { placeOf } from './place-of.ts'
import type { Sweeps } from './sweeps.ts'
import type { WatchTools } from './watch-tools.ts'

/** A device that is not at its address is looked for once a minute, and after ten minutes every ten. */
const oftenMs = 60_000
const rarelyMs = 600_000
const longGoneMs = 600_000
/** Without the right to flush, asking afresh takes longer than a look may wait. */
const longestWaitMs = 5000

interface Parts {
  tools: WatchTools
  identities: Identities
  sweeps: Sweeps
  signal: AbortSignal
}

/** Looks for devices that are not at their address, by their MACs, in sweeps of our own subnets. */
export class DeviceSearch {
  readonly #parts: Parts
  /** By device, since when it is missed, and when it was last looked for (monotonic ms). */
  readonly #missed = new Map<string, { since: number; lookedAt: number | null }>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /**
   * Where a device is that is not at its address; `null`: unknown, or it was looked for a moment ago.
   * @param neighbour the neighbour entry of its address, asked for afresh
   */
  async look(device: DeviceSetting, neighbour: NeighbourFact | null): Promise<Whereabouts['elsewhere']> {
    const { tools, identities, sweeps, signal } = this.#parts
    const own = identities.macsOf(device)
    const isHere = neighbour?.state === 'present' && (identities.isRehomed(device) || own.includes(neighbour.mac ?? ''))
    if (isHere || own.length === 0) return null
    const place = await placeOf(device, tools.surroundings, signal)
    if (place === null) return null
    const now = tools.clock.monotonic()
    const missed = this.#missed.get(device.id) ?? { since: now, lookedAt: null }
    this.#missed.set(device.id, missed)
    const everyMs = now - missed.since < longGoneMs ? oftenMs : rarelyMs
    if (missed.lookedAt !== null && now - missed.lookedAt < everyMs) return null
    const swept = await sweeps.look()
    if (swept === null) return null
    // One that began before may have missed it: then it is looked for again soon.
    if (swept.startedAt >= missed.since) missed.lookedAt = now
    const found = [...swept.found].filter(([address, mac]) => address !== place && own.includes(mac))
    const [first] = found
    if (!first || found.length > 1) return null
    const [address, mac] = first
    const isIts = identities.ownerOf([{ kind: 'mac', value: mac }]) === device.id
    const isStill = isIts && (swept.startedAt >= now || (await this.#isAt(address, mac)))
    return isStill ? { address, mac } : null
  }

  /** It is at its address again, or gone for good. */
  isBack(deviceId: string): void {
    this.#missed.delete(deviceId)
  }

  /** Whether a MAC answers at an address just now: what a sweep saw that began earlier may be over. */
  async #isAt(address: string, mac: string): Promise<boolean> {
    const { surroundings } = this.#parts.tools
    const budgetMs = await surroundings.refreshBudgetMs()
    if (budgetMs > longestWaitMs) return false
    const facts = await surroundings.refreshNeighbours([address], budgetMs, this.#parts.signal)
    return facts.get(address)?.mac === mac
  }
}
