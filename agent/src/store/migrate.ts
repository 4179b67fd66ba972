import { chmodSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Database } from './database.ts'
import { StoreFault } from './faults.ts'

const versionOf = (db: Database): number => db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0

/**
 * Brings the schema up to date, each step in a transaction of its own; a new database in one, since a card takes long for
 * each and nothing would be lost with it. A database that holds something is copied first
 * (`sereno.db.v<version>`), so that the older program can have it back; returns the copy's name.
 * @throws {StoreFault} `too_new` for a database of a newer program
 */
export function migrate(db: Database, file: string, migrations: readonly string[]): string | null {
  const from = versionOf(db)
  if (from > migrations.length)
    throw new StoreFault(
      'too_new',
      `${file} has schema ${from}; this program knows ${migrations.length}. Install the newer Sereno again, or put back ${file}.v${migrations.length}`,
    )
  if (from === migrations.length) return null
  const copy = from > 0 ? copyOf(db, `${file}.v${from}`) : null
  const steps = from > 0 ? migrations.slice(from) : [migrations.join('\n;\n')]
  for (const [index, sql] of steps.entries()) {
    db.exec('BEGIN IMMEDIATE')
    try {
      db.exec(sql)
      db.exec(`PRAGMA user_version = ${from > 0 ? from + index + 1 : migrations.length}`)
      db.exec('COMMIT')
    } catch (fault) {
      if (db.inTransaction) db.exec('ROLLBACK')
      throw fault
    }
  }
  return copy
}

/** Whole or not there: made under another name first. Copies of older schemas go; the way back is one step. */
function copyOf(db: Database, copy: string): string {
  const part = `${copy}.part`
  rmSync(part, { force: true })
  db.run('VACUUM INTO :part', { part })
  chmodSync(part, 0o600)
  renameSync(part, copy)
  const folder = dirname(copy)
  const older = readdirSync(folder).filter((name) => name.startsWith(basename(copy).replace(/\d+$/u, '')))
  for (const name of older) if (name !== basename(copy)) rmSync(join(folder, name), { force: true })
  return copy
}
