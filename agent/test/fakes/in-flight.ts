import type { HandClock } from './hand-clock.ts'

/** Counts the calls that have not ended yet, so that a test can wait until nothing is under way, however long it takes. */
export class InFlight {
  #calls = 0

  /** The same thing, with every call of it, and of what it holds, counted. */
  watch<Thing extends object>(thing: Thing): Thing {
    return new Proxy(thing, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target)
        if (typeof value === 'function') return (...args: unknown[]) => this.#count(value.apply(target, args))
        return typeof value === 'object' && value !== null ? this.watch(value) : value
      },
    })
  }

  /** Resolves once nothing has been under way for some turns of the event loop. */
  async rest(): Promise<void> {
    for (let still = 0; still < 4; still = this.#calls === 0 ? still + 1 : 0) await new Promise(setImmediate)
  }

  /** Time passes from timer to timer until this has ended: what it waits for may wait for a time-out itself. */
  async during<Result>(work: Promise<Result>, clock: HandClock): Promise<Result> {
    let over = false
    const ended = work.finally(() => {
      over = true
    })
    for (;;) {
      await this.rest()
      if (over) return ended
      clock.pass(clock.nextIn() ?? 1000)
    }
  }

  #count(result: unknown): unknown {
    if (!(result instanceof Promise)) return result
    this.#calls += 1
    const over = () => {
      this.#calls -= 1
    }
    result.then(over, over)
    return result
  }
}
