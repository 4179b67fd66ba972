import { watch } from 'node:fs'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'

/** Editors write in several steps: a new file, a rename, a mode. This long after the last one they are done. */
const settleMs = 100

/**
 * Calls `changed` when a file was written, replaced or removed. The folder is watched, not the file: a watch on a file
 * stays with the old one when an editor or `sed -i` puts a new one in its place. Returns how to stop.
 */
export function watchFile(options: {
  folder: string
  name: string
  clock: Clock
  log: Log
  changed: () => void
}): () => void {
  const { folder, name, clock, log, changed } = options
  let cancel = () => {}
  try {
    const watcher = watch(folder, { persistent: false }, (_, changedName) => {
      if (changedName !== null && changedName !== name) return
      cancel()
      cancel = clock.after(settleMs, changed)
    })
    watcher.on('error', (fault) => log.warn({ fault: fault.message }, `${name} is no longer watched for edits`))
    return () => {
      cancel()
      watcher.close()
    }
  } catch (fault) {
    // Too many watches on this machine, or a file system without them: edits are read at the next change or start.
    log.warn({ fault: (fault as Error).message }, `${name} cannot be watched for edits`)
    return () => cancel()
  }
}
