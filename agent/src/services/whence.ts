import { conversationBounds } from '@sereno/shared/conversations.ts'
import type { Clock } from '../clock.ts'
import { networkOf } from './network-of.ts'
import { Pace } from './pace.ts'

/** Where a request comes from that anyone may send. */
export interface Whence {
  /** The sender's own address, as far as it is known. */
  address: string
  /** What stands before us and speaks for many; `null` where they come by themselves. */
  proxy: string | null
}

/** Whether it is not known who of those behind a proxy it is. */
export const isShared = ({ address, proxy }: Whence): boolean => address === proxy

/**
 * How often something may be done from each address. What a proxy says may be made up by the sender, where it lets their
 * header through: all that comes by one is bounded too, by several times as much.
 */
export class WhencePace {
  readonly #each: Pace
  readonly #behind: Pace
  readonly #keyOf: (address: string) => string

  constructor(clock: Pick<Clock, 'monotonic'>, atOnce: number, everyMs: number, keyOf = networkOf) {
    const times = conversationBounds.sharedTimes
    this.#each = new Pace(clock, atOnce, everyMs)
    this.#behind = new Pace(clock, atOnce * times, everyMs / times)
    this.#keyOf = keyOf
  }

  /** Takes some of the allowance. @throws {Fault} `too_often`, with the seconds to wait */
  keep(whence: Whence, count = 1): void {
    if (!isShared(whence)) this.#each.keep(this.#keyOf(whence.address), count)
    if (whence.proxy !== null) this.#behind.keep(whence.proxy, count)
  }
}
