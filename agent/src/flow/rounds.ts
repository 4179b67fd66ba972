import type { Clock } from '../clock.ts'

/** Work that is done again and again, never twice at once. */
export class Rounds {
  readonly #clock: Clock
  readonly #work: () => Promise<number>
  #cancelTimer: () => void = () => {}
  #running: Promise<void> = Promise.resolve()
  #stopped = false

  /** @param work does one round, never throws, and says after how many ms the next is due */
  constructor(clock: Clock, work: () => Promise<number>) {
    this.#clock = clock
    this.#work = work
  }

  start(): void {
    this.#running = this.#work().then((nextMs) => {
      if (!this.#stopped) this.#cancelTimer = this.#clock.after(nextMs, () => this.start())
    })
  }

  /** Resolves once nothing is being done any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelTimer()
    await this.#running
  }
}
