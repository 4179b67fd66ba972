import { randomUUID } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { Database } from './database.ts'
import { StoreFault } from './faults.ts'
import type { DiskFault, Opened } from './messages.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import type { OperationName } from './operations.ts'
import { copyRows } from './salvage.ts'

/** Of each table; memory is dear, and what is older can be read again when the disk is back. */
const mostRows = 5000

/**
 * Writes that are no word given to anybody, so that they may be lost with the memory: what the watch finds, finds again
 * after a restart, and who signs in can do so again. A mail, a setting, an entry of others or a revoked token would be
 * acknowledged and then forgotten: they are refused.
 */
const allowed: ReadonlySet<OperationName> = new Set<OperationName>([
  'applyChanges',
  'keepAll',
  'writeBuckets',
  'pruneStep',
  'releaseItems',
  'addSession',
  'touchSession',
  // Of an authenticator there is another in half a minute, and none of before is taken here.
  'takeStep',
  // What it signs is asked for anew each time; its counter only tells of a copy.
  'usePasskey',
  'touchToken',
  'touchPrivateToken',
  'endSessionsBefore',
])

/**
 * A database in memory, for a disk that takes no writes: with the people and the newest of what can be read of the file.
 * It has an id of its own, since its sequence numbers will be given again on the disk.
 */
export function openInMemory(file: string): Opened & { db: Database } {
  const db = new Database(':memory:')
  migrate(db, file, migrations)
  const databaseId = randomUUID()
  db.run("INSERT INTO facts (name, value) VALUES ('database_id', :databaseId)", { databaseId })
  const source = openToRead(file)
  if (source !== null) {
    copyRows(db, source, mostRows)
    source.close()
  }
  return { db, databaseId, isNew: false, damaged: null }
}

/** @throws {StoreFault} `reason`, for a write that would have to be remembered */
export function refuseWords(name: OperationName, reason: DiskFault): void {
  if (!allowed.has(name)) throw new StoreFault(reason, 'The disk takes no writes; the watch goes on in memory')
}

/** A log beside the file is read along where SQLite can; without one the file is whole and cannot change. */
function openToRead(file: string): Database | null {
  const unchanging = pathToFileURL(file)
  unchanging.searchParams.set('immutable', '1')
  for (const path of [file, unchanging]) {
    try {
      const source = new Database(path, { readOnly: true })
      source.get('SELECT 1 FROM sqlite_schema LIMIT 1')
      return source
    } catch {
      // The next way, or none: there is no file, or it was cut short.
    }
  }
  return null
}
