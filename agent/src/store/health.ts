import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { diskFree } from './disk-free.ts'
import { StoreFault } from './faults.ts'
import type { Link } from './link.ts'
import { toFault, toPlain } from './messages.ts'
import type { Store } from './types.ts'

/** A good answer serves this long, so that whoever asks every second does not wear out the card. */
const freshMs = 5000

/** The probe's file finds its own room again where an ordinary group of writes, with its indexes, no longer does. */
const roomBytes = 256 * 1024

/**
 * Asks by writing: only a write that reached the disk proves that the next one may. A few bytes over the same ones of a
 * file of their own: a commit of the database would cost the card five times as much, every minute for years.
 */
export function healthOf(link: Link, clock: Clock, folder: string, inMemory: Store['inMemory']): Store['health'] {
  let goodAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (clock.monotonic() - goodAt < freshMs) return { ok: true }
    try {
      if (inMemory !== null) throw new StoreFault(inMemory, 'The disk takes no writes; the watch goes on in memory')
      // The thread answers at all.
      await link.call('anyone')
      await writeProbe(join(folder, 'sereno.probe'), clock.now())
      const free = await diskFree(folder)
      if (free !== null && free < roomBytes) throw new StoreFault('disk_full', `${free} bytes are free`)
      goodAt = clock.monotonic()
      return { ok: true }
    } catch (fault) {
      goodAt = Number.NEGATIVE_INFINITY
      const { code, message } = toFault(toPlain(fault)) as StoreFault
      const reason = code === 'disk_full' || code === 'disk_readonly' ? code : 'failed'
      return { ok: false, reason, detail: message }
    }
  }
}

async function writeProbe(file: string, now: number): Promise<void> {
  const handle = await open(file, constants.O_RDWR | constants.O_CREAT, 0o600)
  try {
    await handle.write(`${now}\n`, 0)
    await handle.datasync()
  } finally {
    await handle.close()
  }
}
