import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { diskFree } from './disk-free.ts'

const everyMs = 15_000
/** Less is not worth coming back for: a new database takes some 300 KB, and what comes in needs room as well. */
const roomBytes = 1024 * 1024

/** Calls `writable` once the folder takes a write that reaches the disk, and has room for more. Returns how to stop. */
export function whenWritable(folder: string, clock: Clock, writable: () => void): () => void {
  let isStopped = false
  let cancel = () => {}
  const look = async () => {
    const takes = await takesWrites(folder)
    if (isStopped) return
    if (takes) writable()
    else cancel = clock.after(everyMs, () => void look())
  }
  cancel = clock.after(everyMs, () => void look())
  return () => {
    isStopped = true
    cancel()
  }
}

async function takesWrites(folder: string): Promise<boolean> {
  const trial = join(folder, 'sereno.trial')
  try {
    const handle = await open(trial, 'w', 0o600)
    try {
      await handle.writeFile('x'.repeat(4096))
      await handle.sync()
    } finally {
      await handle.close()
      await rm(trial, { force: true })
    }
    return ((await diskFree(folder)) ?? roomBytes) >= roomBytes
  } catch {
    return false
  }
}
