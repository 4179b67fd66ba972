import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs'
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
  if (existsSync(join(data, 'venue.json'))) copyFileSync(join(data, 'venue.json'), join(folder, 'venue.json'))
  for (const name of readdirSync(folder)) sync(join(folder, name))
  sync(folder)
  return { backup, schema }
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
