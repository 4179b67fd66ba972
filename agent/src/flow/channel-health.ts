import type { Messenger, WhatsApp } from '@sereno/shared/channel.ts'
import type { ChannelTrouble } from '@sereno/shared/channels.ts'
import type { ChannelHealth } from '../channels/channel.ts'
import type { GraphPlace } from '../channels/graph.ts'
import type { Clock } from '../clock.ts'
import { type ChannelFinding, judgeChannel } from '../judge/channel.ts'
import { ruleOf } from '../judge/rule.ts'
import type { Log } from '../log.ts'
import type { Sealer } from '../store/sealed.ts'
import type { Book } from '../store/types.ts'
import type { ActionLog } from './action-log.ts'
import type { Bus } from './bus.ts'
import { isOutside, openOutside } from './channel-calls.ts'
import type { ChannelPulse } from './channel-pulse.ts'
import { isConnected } from './channel-secrets.ts'
import { Rounds } from './rounds.ts'

const lookEveryMs = 10 * 60_000
/** After a message was refused: not for each of them. */
const suspectMs = 60_000
const causes = ['channel_token', 'channel_silent'] as const

interface HealthTools {
  book: Pick<Book, 'read'>
  sealer: Sealer
  place: GraphPlace
  bus: Bus
  clock: Clock
  log: Log
  actions: ActionLog
  pulse: ChannelPulse
  clockTrusted(): Promise<boolean>
}

/**
 * Watches the channels outside as the watch does devices: each is asked every ten minutes, and after a refusal. What is
 * wrong is an entry of the agent's own until it is not so any more, also over a restart. Where Meta cannot be reached
 * nothing is judged, and what was believed stays: that there is no internet is told elsewhere.
 */
export class ChannelHealthWatch {
  readonly #tools: HealthTools
  readonly #rounds: Rounds
  readonly #stop = new AbortController()
  /** Monotonic ms. */
  readonly #asked = new Map<string, number>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(tools: HealthTools) {
    this.#tools = tools
    this.#rounds = new Rounds(tools.clock, async () => {
      await this.look()
      return lookEveryMs
    })
  }

  start(): void {
    this.#rounds.start()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#rounds.stop()
    await this.#turn
  }

  trouble(channelId: string): { trouble: ChannelTrouble; reason: string } | null {
    const entry = this.#entries().find(({ detail }) => detail.channelId === channelId)
    if (entry === undefined) return null
    const { reason, description = reason } = entry.detail
    return { trouble: entry.cause === 'channel_token' ? 'token' : 'silent', reason: String(description) }
  }

  /** Asks all, and ends what is told of those that are gone or off. Never rejects. */
  async look(): Promise<void> {
    const watched = this.#watched()
    this.#tools.pulse.keepOnly(watched.map(({ id }) => id))
    await this.#inTurn(async () => {
      for (const { id, detail } of this.#entries()) {
        if (!watched.some((channel) => channel.id === detail.channelId)) await this.#tools.actions.end(id)
      }
    })
    await Promise.all(watched.map(({ id }) => this.check(id)))
  }

  /** It refused us: asks it at once, but not again and again. */
  suspect(channelId: string): void {
    const { clock } = this.#tools
    if (clock.monotonic() - (this.#asked.get(channelId) ?? Number.NEGATIVE_INFINITY) < suspectMs) return
    void this.check(channelId)
  }

  /** Asks one. Never rejects. */
  async check(channelId: string): Promise<ChannelHealth> {
    const { sealer, place, clock, log, book } = this.#tools
    this.#asked.set(channelId, clock.monotonic())
    const channel = book.read().channels.find(({ id }) => id === channelId)
    if (channel === undefined || !isOutside(channel)) return unasked('not there')
    if (!isConnected(channel)) return unasked('not connected')
    const outside = openOutside(sealer, place, channel)
    const health: ChannelHealth =
      outside === null
        ? { ...unasked('its secrets cannot be opened'), state: 'expired' }
        : await outside.health(this.#stop.signal)
    log.debug({ channel: channelId, state: health.state, reason: health.reason }, 'a channel was asked how it is')
    await this.#inTurn(() => this.#judge(channelId, channel, health))
    return health
  }

  async #judge(channelId: string, asked: Messenger | WhatsApp, health: ChannelHealth): Promise<void> {
    const { pulse, clock, clockTrusted } = this.#tools
    if (health.state === 'unknown') pulse.unreached(channelId)
    // Meanwhile it may have been switched off, or connected anew.
    const channel = this.#watched().find(({ id }) => id === channelId)
    if (health.state === 'unknown' || channel?.settings.sealed !== asked.settings.sealed) return
    const { name, type } = channel
    const now = (await clockTrusted()) ? clock.now() : null
    const found = judgeChannel({ name, type, health, unheard: pulse.unheard(channelId) }, now)
    await this.#file(channelId, found)
  }

  async #file(channelId: string, found: ChannelFinding | null): Promise<void> {
    const { actions, bus } = this.#tools
    const open = this.#entries().filter(({ detail }) => detail.channelId === channelId)
    const same = open.find(({ cause, detail }) => cause === found?.cause && detail.reason === found.detail.reason)
    for (const { id } of open) if (id !== same?.id) await actions.end(id)
    if (found !== null && same === undefined) {
      const { cause, detail } = found
      await actions.open({ cause, rule: ruleOf(cause), attempts: 1, detail: { ...detail, channelId } })
    }
    if (open.length > 0 !== (found !== null) || (found !== null && same === undefined)) {
      bus.emit('channel.changed', channelId)
    }
  }

  #watched(): (Messenger | WhatsApp)[] {
    return this.#tools.book
      .read()
      .channels.filter(isOutside)
      .filter((channel) => channel.active && isConnected(channel))
  }

  #entries() {
    return causes.flatMap((cause) => this.#tools.actions.openOf(cause).map((entry) => ({ ...entry, cause })))
  }

  /** One at a time, so that nothing is told twice; what the disk does not take is tried again in the next round. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn
      .then(work)
      .catch((fault: Error) =>
        this.#tools.log.error({ fault: fault.message }, 'how a channel is cannot be written down'),
      )
    this.#turn = turn
    return turn
  }
}

const unasked = (reason: string): ChannelHealth => ({ state: 'unknown', expiresAt: null, name: '', reason })
