import type { Clock } from '../clock.ts'
import { Fault } from './fault.ts'

/** Keys that are remembered at once; the one used longest ago is forgotten first. */
const maxKeys = 20_000

/** How often something may be done by each key: so many at once, and one more with every so many ms. */
export class Pace {
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #atOnce: number
  readonly #everyMs: number
  /** When each key will have its full allowance again, monotonic ms. */
  readonly #fullAt = new Map<string, number>()

  constructor(clock: Pick<Clock, 'monotonic'>, atOnce: number, everyMs: number) {
    this.#clock = clock
    this.#atOnce = atOnce
    this.#everyMs = everyMs
  }

  /** Takes some of the allowance: 0, or how many ms to wait for as much. */
  take(key: string, count = 1): number {
    const now = this.#clock.monotonic()
    const fullAt = Math.max(this.#fullAt.get(key) ?? now, now)
    const waitMs = fullAt - now - (this.#atOnce - count) * this.#everyMs
    if (waitMs > 0) return waitMs
    this.#keepUntil(key, fullAt + count * this.#everyMs)
    return 0
  }

  /** Gives one back that turned out to be none of what is counted. */
  giveBack(key: string): void {
    const fullAt = this.#fullAt.get(key)
    if (fullAt !== undefined) this.#keepUntil(key, fullAt - this.#everyMs)
  }

  #keepUntil(key: string, fullAt: number): void {
    this.#fullAt.delete(key)
    this.#fullAt.set(key, fullAt)
    for (const oldest of this.#fullAt.keys()) {
      if (this.#fullAt.size <= maxKeys) break
      this.#fullAt.delete(oldest)
    }
  }

  /** Takes some of the allowance. @throws {Fault} `too_often`, with the seconds to wait */
  keep(key: string, count = 1): void {
    const waitMs = this.take(key, count)
    if (waitMs > 0) throw new Fault('too_often', { values: { n: Math.ceil(waitMs / 1000) } })
  }
}
