import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import type { UpdateCopy } from '@sereno/shared/update-record.ts'
import { Database } from '../../agent/src/store/database.ts'

const prefix = 'before-update-'

/** The schema of a database; each migration counts one. */
export function schemaOf(file: string): number {
  const db = new Database(file)
  try {
    return db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0
  } finally {
    db.close()
  }
}

/**
 * Copies the state of an agent that does not run: `venue.json` and the database, into a folder of its own beside them.
 * Only the copies named in `kept` stay of those from before.
 */
export function copyState(data: string, at: string, kept: readonly string[]): UpdateCopy {
  const backup = `${prefix}${at.replaceAll(/[^0-9T]/gu, '')}`
  for (const name of readdirSync(data)) {
    if (name.startsWith(prefix) && !kept.includes(name)) rmSync(join(data, name), { recursive: true, force: true })
  }
  const folder = join(data, backup)
  mkdirSync(folder, { mode: 0o700 })
  try {
    return { backup, schema: copyInto(folder, data) }
  } catch (fault) {
    // A part of a copy would only take the room that is missing.
    rmSync(folder, { recursive: true, force: true })
    throw fault
  }
}

/** @returns the schema of the database in it */
function copyInto(folder: string, data: string): number | null {
  const database = join(data, 'sereno.db')
  let schema: number | null = null
  if (existsSync(database)) {
    const db = new Database(database)
    try {
      db.run('VACUUM INTO :copy', { copy: join(folder, 'sereno.db') })
    } finally {
      db.close()
    }
    schema = schemaOf(database)
  }
  for (const name of ['venue.json', 'venue.last-good.json']) {
    if (existsSync(join(data, name))) copyFileSync(join(data, name), join(folder, name))
  }
  for (const name of readdirSync(folder)) {
    chmodSync(join(folder, name), 0o600)
    sync(join(folder, name))
  }
  sync(folder)
  // The folder's own name, too: the note that leads to it must not come first.
  sync(data)
  return schema
}

/** Puts a file, or the names in a folder, on the disk. */
export function sync(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
