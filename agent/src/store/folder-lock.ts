import { chmodSync, closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StoreFault } from './faults.ts'
import { mustBePlain } from './plain-file.ts'

/**
 * Keeps a second Sereno out of the folder: two would send every mail twice. The lock is the kernel's, on a file beside
 * the database, so it ends with the process, whatever ended it; others may still read the database itself.
 * Returns how to release it.
 * @throws {StoreFault} `in_use`
 */
export function lockFolder(file: string): () => void {
  const lock = `${file}.lock`
  mustBePlain(lock)
  closeSync(openSync(lock, 'a', 0o600))
  chmodSync(lock, 0o600)
  const held = new DatabaseSync(lock, { timeout: 0 })
  try {
    held.exec('BEGIN EXCLUSIVE')
  } catch (fault) {
    held.close()
    const { errcode } = fault as { errcode?: number }
    // SQLITE_BUSY: somebody holds it. Anything else is the disk's trouble, and the database will say so better.
    if (errcode === 5) throw new StoreFault('in_use', `Another Sereno works with ${file}`)
    return () => {}
  }
  return () => held.close()
}
