import type { Clock } from '../clock.ts'
import { networkOf } from '../services/network-of.ts'
import type { Tries } from '../services/tries.ts'

const allowed = 10
const windowMs = 60_000
/** Keys that are remembered at once; the oldest is forgotten first. */
const maxKeys = 20_000
/** As many names and addresses as they like come from outside, and must not make us forget who is being tried. */
const isOutside = (key: string) => /^(address|login):/u.test(key)

/**
 * At most ten wrong secrets a minute for each key. Tries that were refused count nothing, so whoever waits a minute may
 * try again: nobody is locked out for good.
 */
export function makeTries(clock: Pick<Clock, 'monotonic'>): Tries {
  /** For each key, when its tries of the last minute were taken. */
  const taken = new Map<string, number[]>()

  function recent(key: string, now: number): number[] {
    const times = (taken.get(key) ?? []).filter((at) => now - at < windowMs)
    if (times.length === 0) taken.delete(key)
    else taken.set(key, times)
    return times
  }

  function add(key: string, now: number): void {
    const times = [...(taken.get(key) ?? []), now]
    taken.delete(key)
    taken.set(key, times)
    for (const oldest of taken.keys()) {
      if (taken.size <= maxKeys) break
      if (isOutside(oldest)) taken.delete(oldest)
    }
  }

  function giveBack(key: string, at: number): void {
    const times = taken.get(key) ?? []
    const index = times.indexOf(at)
    if (index >= 0) times.splice(index, 1)
    if (times.length === 0) taken.delete(key)
  }

  return {
    take(raw) {
      const now = clock.monotonic()
      const keys = [...new Set(raw.map(keyOf))]
      const waits = keys
        .map((key) => recent(key, now))
        .filter((times) => times.length >= allowed)
        .map((times) => windowMs - (now - (times[0] ?? now)))
      if (waits.length > 0) return { waitSeconds: Math.max(1, Math.ceil(Math.max(...waits) / 1000)) }
      for (const key of keys) add(key, now)
      return {
        right() {
          for (const key of keys) giveBack(key, now)
        },
      }
    },
  }
}

function keyOf(key: string): string {
  const address = /^address:(.+)$/u.exec(key)?.[1]
  return address === undefined ? key.slice(0, 300) : `address:${networkOf(address)}`
}
