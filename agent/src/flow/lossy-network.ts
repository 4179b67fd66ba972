import type { Clock } from '../clock.ts'
import { lossyNetwork } from '../judge/attempts.ts'
import type { Roster } from './roster.ts'

/** Every check asks, and the answer changes over minutes. */
const holdsMs = 5000

/** Whether the network as a whole loses answers: known from all devices within seconds, from one alone within minutes. */
export class LossyNetwork {
  readonly #roster: Roster
  readonly #clock: Clock
  #at = Number.NEGATIVE_INFINITY
  #is = false

  constructor(roster: Roster, clock: Clock) {
    this.#roster = roster
    this.#clock = clock
  }

  is(): boolean {
    const now = this.#clock.monotonic()
    if (now - this.#at >= holdsMs) {
      this.#at = now
      this.#is = lossyNetwork(this.#roster.all().map(({ memory }) => memory))
    }
    return this.#is
  }
}
