import type { Clock } from '../clock.ts'
import { inDoubt } from '../judge/doubt.ts'
import { toldBy } from '../judge/result.ts'
import { calm, isBrewing, type StormMemory, type StormSample, stormCondition, weighStorm } from '../judge/storm.ts'
import type { Check, Memory } from '../judge/types.ts'
import type { Log } from '../log.ts'
import type { OwnTrouble } from './own-trouble.ts'
import { Rounds } from './rounds.ts'
import type { Surroundings } from './surroundings.ts'

const lookEveryMs = 5000
/** While something brews, so that what falls silent does not wait long for the verdict. */
const brewingEveryMs = 2000
/** A shorter time says little about a rate. */
const shortestMs = 1000
/** An answer was lost just now. */
const lostMs = 20_000
/** A device that was silent before tells nothing of a storm. */
const answeredMs = 120_000

type Counters = Awaited<ReturnType<Surroundings['traffic']>>

interface Parts {
  clock: Clock
  log: Log
  trouble: OwnTrouble
  surroundings: Surroundings
}

/** Watches our own counters of packets for a broadcast storm, together with the answers that get lost meanwhile. */
export class StormWatch {
  readonly #parts: Parts
  readonly #rounds: Rounds
  readonly #seen = new Map<string, { answeredAt: number; lostAt: number }>()
  #last: { at: number; counters: Counters } | null = null
  #memory: StormMemory
  #endedAt = Number.NEGATIVE_INFINITY
  #looking: Promise<void> = Promise.resolve()
  #onEnd: () => void = () => {}

  constructor(parts: Parts) {
    this.#parts = parts
    // One that was on when the agent ended is on until looks say otherwise.
    this.#memory = { ...calm, on: parts.trouble.believedBy('storm').length > 0 }
    this.#rounds = new Rounds(parts.clock, async () => {
      await this.look()
      return this.brewing() ? brewingEveryMs : lookEveryMs
    })
  }

  /** @param onEnd called when a storm is over, to look again at what it explained */
  start(onEnd: () => void): void {
    this.#onEnd = onEnd
    this.#rounds.start()
  }

  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  /** Takes note of what a check lost. iPads sleep, and some ways are always silent: that tells nothing. */
  saw({ device, readings }: Check, memory: Memory | null): void {
    if (device.type === 'ipad') return
    const now = this.#parts.clock.monotonic()
    const before = this.#seen.get(device.id) ?? {
      answeredAt: Number.NEGATIVE_INFINITY,
      lostAt: Number.NEGATIVE_INFINITY,
    }
    const lost = readings.some((reading) => toldBy(reading) === 'silence' && inDoubt([reading], memory))
    const answered = readings.some(({ contact }) => contact === 'answered' || contact === 'refused')
    this.#seen.set(device.id, { answeredAt: answered ? now : before.answeredAt, lostAt: lost ? now : before.lostAt })
  }

  isOn(): boolean {
    return this.#memory.on
  }

  /** Far more packets than usual, and not yet decided whether that is a storm. */
  brewing(): boolean {
    return isBrewing(this.#memory)
  }

  /** Whether a storm was on at some time since `since`, monotonic ms. */
  wasOnSince(since: number): boolean {
    return this.#memory.on || this.#endedAt >= since
  }

  /** Counts now, unless that was done a moment ago; for whoever needs to know at once. */
  look(): Promise<void> {
    const { clock, log } = this.#parts
    if (this.#last !== null && clock.monotonic() - this.#last.at < shortestMs) return this.#looking
    this.#looking = this.#look().catch((fault: unknown) => log.error({ fault }, 'the packets could not be counted'))
    return this.#looking
  }

  async #look(): Promise<void> {
    const { clock, surroundings, trouble } = this.#parts
    const before = this.#last
    const at = clock.monotonic()
    const counters = await surroundings.traffic()
    this.#last = { at, counters }
    if (before === null) return
    const wasOn = this.#memory.on
    this.#memory = weighStorm(this.#memory, this.#sample(before, { at, counters }))
    const { on } = this.#memory
    if (wasOn && !on) this.#endedAt = at
    if (on || wasOn) await trouble.set('storm', stormCondition(this.#memory))
    if (wasOn && !on) this.#onEnd()
  }

  #sample(before: { at: number; counters: Counters }, now: { at: number; counters: Counters }): StormSample {
    const seconds = (now.at - before.at) / 1000
    const rate = (a: number | undefined, b: number) => Math.max(0, b - (a ?? b)) / seconds
    const links = Object.keys(now.counters.received)
    // A bridge counts again what its ports counted, so the busiest link stands for all.
    const busiest = (what: 'received' | 'dropped') =>
      Math.max(0, ...links.map((link) => rate(before.counters[what][link], now.counters[what][link] ?? 0)))
    const seen = [...this.#seen.values()].filter(({ answeredAt }) => now.at - answeredAt < answeredMs)
    return {
      at: now.at,
      packetsPerSecond: busiest('received'),
      broadcastsPerSecond: rate(before.counters.broadcasts, now.counters.broadcasts),
      droppedPerSecond: busiest('dropped'),
      devices: seen.length,
      lost: seen.filter(({ lostAt }) => now.at - lostAt < lostMs).length,
    }
  }
}
