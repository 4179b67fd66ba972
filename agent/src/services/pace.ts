import type { Clock } from '../clock.ts'
import { Fault } from './fault.ts'

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

  /** Takes one of the allowance: 0, or how many ms to wait for the next. */
  take(key: string): number {
    const now = this.#clock.monotonic()
    const fullAt = Math.max(this.#fullAt.get(key) ?? now, now)
    const waitMs = fullAt - now - (this.#atOnce - 1) * this.#everyMs
    if (waitMs > 0) return waitMs
    this.#fullAt.set(key, fullAt + this.#everyMs)
    return 0
  }

  /** Takes one of the allowance. @throws {Fault} `too_often`, with the seconds to wait */
  keep(key: string): void {
    const waitMs = this.take(key)
    if (waitMs > 0) throw new Fault('too_often', { values: { n: Math.ceil(waitMs / 1000) } })
  }
}
