import { z } from 'zod'
import { isPrivateMac } from '../judge/evidence.ts'
import { makeId } from '../store/make-id.ts'
import type { Store } from '../store/types.ts'
import type { Bus } from './bus.ts'
import type { Found } from './candidates.ts'

const key = 'newcomers'
/** A venue has far fewer; the oldest are forgotten. */
const most = 2000
/** A crowd at once is a changed network, not news. */
const mostAtOnce = 20

const kept = z.array(z.string()).max(most)

/**
 * Files the notice `new_device` for what appears on the network by itself, once for each identity. What the very first
 * scan finds, and what a person's scan finds before their eyes, is no news; nor are the phones of guests, which make
 * their MAC up.
 */
export class Newcomers {
  readonly #store: Store
  readonly #bus: Bus
  /** Ids of what was seen, the oldest first; `null` before the first scan. */
  #seen: Set<string> | null

  private constructor(store: Store, bus: Bus, seen: Set<string> | null) {
    this.#store = store
    this.#bus = bus
    this.#seen = seen
  }

  static async start(store: Store, bus: Bus): Promise<Newcomers> {
    const read = kept.safeParse(await store.keep.get(key))
    return new Newcomers(store, bus, read.success ? new Set(read.data) : null)
  }

  async note(found: readonly Found[], isBeforeEyes: boolean, at: number): Promise<void> {
    const fresh = found.filter((one) => isOfVenue(one) && !this.#seen?.has(one.id))
    // Before our network was there, nothing could be found.
    if (found.length === 0) return
    const isNews = this.#seen !== null && !isBeforeEyes
    if (fresh.length === 0 && this.#seen !== null) return
    this.#seen = new Set([...(this.#seen ?? []), ...fresh.map(({ id }) => id)].slice(-most))
    await this.#store.keep.set({ [key]: [...this.#seen] })
    if (!isNews || fresh.length === 0) return
    const { notices } = await this.#store.journal.apply(
      fresh.slice(0, mostAtOnce).map((one) => ({ do: 'notice', notice: noticeOf(one, at) })),
    )
    for (const notice of notices) this.#bus.emit('notice.changed', notice)
  }
}

const isOfVenue = ({ mac, type }: Found): boolean =>
  mac === null || !isPrivateMac(mac) || (type !== 'ipad' && type !== 'other')

const noticeOf = ({ id, name, address, mac, vendor, model, type }: Found, at: number) => ({
  id: makeId(),
  at,
  endedAt: at,
  cause: 'new_device',
  deviceId: null,
  deviceName: name === address ? (vendor ?? name) : name,
  detail: { candidateId: id, address, mac, vendor, model, type },
  text: null,
})
