import { randomUUID } from 'node:crypto'
import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { Database } from './database.ts'
import { StoreFault } from './faults.ts'
import { type Opened, toPlain } from './messages.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { mustBePlain } from './plain-file.ts'
import { salvage } from './salvage.ts'

/** A damaged file up to this size is looked through after an unclean end; some seconds on a card. */
const checkedBytes = 256 * 1024 * 1024

/**
 * Opens the database, or makes it; brings its schema up to date. A damaged one is put aside under a name of its own, and
 * a new one begun with what can still be read: a watch without all of its past is better than no watch. A `suspect` one is
 * looked through, whatever its size.
 */
export function openDatabase(file: string, now: number, suspect = false): Opened & { db: Database } {
  try {
    return { ...open(file, suspect), damaged: null }
  } catch (fault) {
    const { code, message } = toPlain(fault)
    if (code !== 'corrupt') throw fault
    const aside = putAside(file)
    const opened = open(file, false)
    return {
      ...opened,
      isNew: false,
      damaged: { at: now, file: aside, reason: message, saved: salvage(opened.db, aside) },
    }
  }
}

function open(file: string, suspect: boolean): { db: Database; databaseId: string; isNew: boolean } {
  for (const part of ['', '-wal', '-shm']) mustBePlain(`${file}${part}`)
  // A log that was left behind: the process or the power ended while the database was open.
  const unclean = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0
  // Made here with its mode; SQLite gives its other files the same.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  const db = new Database(file)
  try {
    // Small pages: a commit writes a page or two for each index, and an entry on its own costs 21 KB instead of 35.
    db.exec(`
      PRAGMA page_size = 2048;
      PRAGMA journal_mode = WAL;
      PRAGMA wal_autocheckpoint = 2000;
      PRAGMA synchronous = FULL;
      PRAGMA trusted_schema = OFF;
      PRAGMA temp_store = MEMORY;
      PRAGMA journal_size_limit = 4194304;`)
    if (suspect || (unclean && statSync(file).size <= checkedBytes)) check(db)
    migrate(db, file, migrations)
    return { db, ...identify(db) }
  } catch (fault) {
    db.close()
    throw fault
  }
}

function check(db: Database): void {
  const found = db.get<{ quick_check: string }>('PRAGMA quick_check(1)')?.quick_check
  if (found !== 'ok') throw new StoreFault('corrupt', found ?? 'quick_check gave no answer')
}

function identify(db: Database): { databaseId: string; isNew: boolean } {
  const known = db.get<{ value: string }>("SELECT value FROM facts WHERE name = 'database_id'")
  if (known !== undefined) return { databaseId: known.value, isNew: false }
  const databaseId = randomUUID()
  db.run("INSERT INTO facts (name, value) VALUES ('database_id', :databaseId)", { databaseId })
  return { databaseId, isNew: true }
}

/** Of damaged files only the latest is kept: each may be hundreds of megabytes. */
function putAside(file: string): string {
  const aside = `${file}.damaged`
  for (const part of ['', '-wal', '-shm']) {
    rmSync(`${aside}${part}`, { force: true })
    if (existsSync(`${file}${part}`)) renameSync(`${file}${part}`, `${aside}${part}`)
  }
  return aside
}
