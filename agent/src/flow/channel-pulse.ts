import type { Clock } from '../clock.ts'

/**
 * What channels took of us since they last called us, in memory: after a restart it begins anew, and at worst a channel
 * that fell silent is found an hour later. Of Messenger only where it has told of deliveries before: whoever connected it
 * may have left them out.
 */
export class ChannelPulse {
  readonly #clock: Pick<Clock, 'now'>
  readonly #unheard = new Map<string, { since: number; contacts: Set<string> }>()
  readonly #tellsDeliveries = new Set<string>()

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  sent(channelId: string, type: 'messenger' | 'whatsapp', contactKey: string): void {
    if (type === 'messenger' && !this.#tellsDeliveries.has(channelId)) return
    const known = this.#unheard.get(channelId) ?? { since: this.#clock.now(), contacts: new Set<string>() }
    if (known.contacts.size < 10) known.contacts.add(contactKey)
    this.#unheard.set(channelId, known)
  }

  /** It called us, and signed that. */
  heard(channelId: string, tellsDeliveries: boolean): void {
    this.#unheard.delete(channelId)
    if (tellsDeliveries) this.#tellsDeliveries.add(channelId)
  }

  unheard(channelId: string): { since: number; contacts: number } | null {
    const known = this.#unheard.get(channelId)
    return known === undefined ? null : { since: known.since, contacts: known.contacts.size }
  }
}
