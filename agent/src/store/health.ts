import type { Clock } from '../clock.ts'
import type { StoreFault } from './faults.ts'
import type { Link } from './link.ts'
import type { Store } from './types.ts'

/** A good answer serves this long, so that whoever asks every second does not wear out the card. */
const freshMs = 5000

/** Asks by writing: only a write that reached the disk proves that the next one may. */
export function healthOf(link: Link, clock: Clock): Store['health'] {
  let goodAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (clock.monotonic() - goodAt < freshMs) return { ok: true }
    try {
      await link.call('probeDisk', clock.now())
      goodAt = clock.monotonic()
      return { ok: true }
    } catch (fault) {
      goodAt = Number.NEGATIVE_INFINITY
      const { code, message } = fault as StoreFault
      const reason = code === 'disk_full' || code === 'disk_readonly' ? code : 'failed'
      return { ok: false, reason, detail: message }
    }
  }
}
