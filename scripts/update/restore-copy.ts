import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Database } from '../../agent/src/store/database.ts'
import { schemaOf } from './copy-state.ts'

// `restore-copy.ts DATA BACKUP SCHEMA`: puts the copy back where the database has another schema than the program that
// starts next; otherwise it stays, with all that was recorded since. The one it replaces is kept beside it.

const [data = '', backup = '', schema = ''] = process.argv.slice(2)
const database = join(data, 'sereno.db')
const copy = join(data, backup, 'sereno.db')
if (existsSync(copy) && (!existsSync(database) || schemaOf(database) !== Number(schema))) {
  // Whole under another name first; then one rename, so that a cut leaves the one or the other.
  copyFileSync(copy, `${database}.putting-back`)
  if (existsSync(database)) {
    fold(database)
    copyFileSync(database, `${database}.undone`)
  }
  for (const part of ['-wal', '-shm']) rmSync(`${database}${part}`, { force: true })
  renameSync(`${database}.putting-back`, database)
  const [venue, venueCopy] = [join(data, 'venue.json'), join(data, backup, 'venue.json')]
  if (existsSync(venueCopy)) {
    copyFileSync(venueCopy, `${venue}.putting-back`)
    renameSync(`${venue}.putting-back`, venue)
  }
  process.stdout.write('restored\n')
}

/** All of the log into the file: a file without its log would be an older state, or none that can be read. */
function fold(file: string): void {
  const db = new Database(file)
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
}
