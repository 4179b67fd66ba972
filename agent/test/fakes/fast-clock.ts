import type { Clock } from '../../src/clock.ts'

/** Time that runs so many times faster than it does, for a day of scheduling in minutes. */
export class FastClock implements Clock {
  readonly #times: number
  readonly #startedAt = performance.now()
  readonly #wall = Date.now()

  constructor(times: number) {
    this.#times = times
  }

  now = (): number => Math.floor(this.#wall + this.monotonic())
  monotonic = (): number => (performance.now() - this.#startedAt) * this.#times

  after(ms: number, work: () => void): () => void {
    const timer = setTimeout(work, ms / this.#times)
    return () => clearTimeout(timer)
  }
}
