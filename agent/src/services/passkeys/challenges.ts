import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'

/** How long a challenge is good. */
export const challengeLifeMs = 5 * 60_000
/** Open at once; the oldest is forgotten first. */
const most = 1000

/** What a challenge was given out for. */
export interface Asked {
  /** Of whom a new key is to be; `null`: somebody signs in. */
  userId: string | null
  /** The hash by which the browser is known again. */
  browser: string
  host: string
}

/** Numbers that a passkey signs, each good once, for the browser and the purpose that it was given out for. */
export class Challenges {
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #open = new Map<string, Asked & { at: number }>()

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock
  }

  /** A new challenge: 256 bits, base64url. */
  give(asked: Asked): string {
    const now = this.#clock.monotonic()
    for (const [challenge, { at }] of this.#open) {
      if (now - at < challengeLifeMs && this.#open.size < most) break
      this.#open.delete(challenge)
    }
    const challenge = randomBytes(32).toString('base64url')
    this.#open.set(challenge, { ...asked, at: now })
    return challenge
  }

  /** Uses a challenge up; `false`: it is over, or was given out for something else. */
  take(challenge: string, wanted: Asked): boolean {
    const kept = this.#open.get(challenge)
    this.#open.delete(challenge)
    if (kept === undefined || this.#clock.monotonic() - kept.at >= challengeLifeMs) return false
    return kept.userId === wanted.userId && kept.browser === wanted.browser && kept.host === wanted.host
  }
}
