import type { Clock } from '../clock.ts'
import { diskFree } from './disk-free.ts'
import { StoreFault } from './faults.ts'
import type { Link } from './link.ts'
import type { Store } from './types.ts'

/** A good answer serves this long, so that whoever asks every second does not wear out the card. */
const freshMs = 5000

/** The probe may find room where an ordinary group of writes, with its indexes, no longer does. */
const roomBytes = 256 * 1024

/** Asks by writing: only a write that reached the disk proves that the next one may. */
export function healthOf(link: Link, clock: Clock, folder: string): Store['health'] {
  let goodAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (clock.monotonic() - goodAt < freshMs) return { ok: true }
    try {
      await link.call('probeDisk', clock.now())
      const free = await diskFree(folder)
      if (free !== null && free < roomBytes) throw new StoreFault('disk_full', `${free} bytes are free`)
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
