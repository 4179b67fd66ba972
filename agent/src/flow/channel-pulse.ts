import type { Clock } from '../clock.ts'

interface Unheard {
  /** Monotonic ms. */
  since: number
  contacts: Set<string>
}

/**
 * What channels took of us since they last called us, in memory: after a restart it begins anew, and at worst a channel
 * that fell silent is found an hour later. Of Messenger only where it has told of deliveries before: whoever connected it
 * may have left them out.
 */
export class ChannelPulse {
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #unheard = new Map<string, Unheard>()
  /** Monotonic ms. */
  readonly #heardAt = new Map<string, number>()
  readonly #tellsDeliveries = new Set<string>()

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock
  }

  /** It took something; `since`: when that call began, monotonic ms. It may have told of it before it answered us. */
  sent(channelId: string, type: 'messenger' | 'whatsapp', contactKey: string, since: number): void {
    if (type === 'messenger' && !this.#tellsDeliveries.has(channelId)) return
    if ((this.#heardAt.get(channelId) ?? Number.NEGATIVE_INFINITY) >= since) return
    const known = this.#unheard.get(channelId) ?? { since, contacts: new Set<string>() }
    if (known.contacts.size < 10) known.contacts.add(contactKey)
    this.#unheard.set(channelId, known)
  }

  /** It called us, and signed that. */
  heard(channelId: string, tellsDeliveries: boolean): void {
    this.#unheard.delete(channelId)
    this.#heardAt.set(channelId, this.#clock.monotonic())
    if (tellsDeliveries) this.#tellsDeliveries.add(channelId)
  }

  /**
   * It was not reached, so that it may not have reached us either: what it has to tell of before, it repeats when it likes.
   */
  unreached(channelId: string): void {
    this.#unheard.delete(channelId)
  }

  /** Of channels that are off nothing is heard. */
  keepOnly(channelIds: readonly string[]): void {
    for (const id of this.#unheard.keys()) if (!channelIds.includes(id)) this.#unheard.delete(id)
  }

  /** For how long it has told nothing of what it took, ms, and of to how many contacts that was. */
  unheard(channelId: string): { forMs: number; contacts: number } | null {
    const known = this.#unheard.get(channelId)
    return known === undefined ? null : { forMs: this.#clock.monotonic() - known.since, contacts: known.contacts.size }
  }
}
