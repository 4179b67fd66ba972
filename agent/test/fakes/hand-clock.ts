import type { Clock } from '../../src/clock.ts'

interface Timer {
  dueAt: number
  work(): void
}

/** Time that a test moves by hand; timers fire as it passes them, in their order. */
export class HandClock implements Clock {
  #wall: number
  #passed = 0
  readonly #timers = new Set<Timer>()

  constructor(start: string) {
    this.#wall = Date.parse(start)
  }

  now = (): number => this.#wall
  monotonic = (): number => this.#passed

  after(ms: number, work: () => void): () => void {
    const timer = { dueAt: this.#passed + ms, work }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Time passes. */
  pass(ms: number): void {
    const end = this.#passed + ms
    for (;;) {
      const next = [...this.#timers].filter((timer) => timer.dueAt <= end).sort((a, b) => a.dueAt - b.dueAt)[0]
      const step = (next?.dueAt ?? end) - this.#passed
      this.#wall += step
      this.#passed += step
      if (!next) return
      this.#timers.delete(next)
      next.work()
    }
  }

  /** Somebody sets the wall clock; no time passes. */
  jump(ms: number): void {
    this.#wall += ms
  }

  /** How many timers wait: of those who sleep. */
  timers(): number {
    return this.#timers.size
  }

  /** How long until the next timer fires, ms. */
  nextIn(): number | null {
    const dues = [...this.#timers].map((timer) => timer.dueAt - this.#passed)
    return dues.length > 0 ? Math.min(...dues) : null
  }
}
