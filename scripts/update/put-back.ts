import { constants, copyFileSync, existsSync, linkSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Database } from '../../agent/src/store/database.ts'
import { readVenue } from '../../agent/src/store/read-venue.ts'
import { schemaOf, sync } from './copy-state.ts'

/**
 * Puts the settings of a copy back where this version refuses those that are there: with a key that a newer one added it
 * would begin with an empty venue. What is replaced is kept as `venue.json.undone`.
 */
export function putSettingsBack(data: string, copy: string): boolean {
  const venue = join(data, 'venue.json')
  // Before the update an edit may have been refused, and the last good one in force.
  const from = ['venue.json', 'venue.last-good.json'].map((name) => join(copy, name)).find(isVenue)
  if (from === undefined || isVenue(venue)) return false
  if (existsSync(venue)) copyFileSync(venue, `${venue}.undone`)
  copyFileSync(from, `${venue}.putting-back`)
  takePlace(`${venue}.putting-back`, venue, data)
  return true
}

/**
 * Puts the database of a copy back where the one that is there has another schema, or cannot be read. What is replaced is
 * kept as `sereno.db.undone`, without a second copy: the disk may be what went wrong.
 */
export function putDatabaseBack(data: string, copy: string, schema: number): boolean {
  const database = join(data, 'sereno.db')
  const from = join(copy, 'sereno.db')
  if (!existsSync(from) || readSchema(database) === schema) return false
  const next = copied(from, `${database}.putting-back`)
  if (existsSync(database)) {
    fold(database)
    keep(database, `${database}.undone`)
    for (const part of ['-wal', '-shm']) {
      if (existsSync(`${database}${part}`)) renameSync(`${database}${part}`, `${database}.undone${part}`)
    }
  }
  takePlace(next, database, data)
  return true
}

function isVenue(file: string): boolean {
  try {
    return 'document' in readVenue(readFileSync(file, 'utf8'))
  } catch {
    return false
  }
}

function readSchema(file: string): number | null {
  try {
    return existsSync(file) ? schemaOf(file) : null
  } catch {
    return null
  }
}

/** Where there is no room for a copy of the copy, itself: a box that watches is worth more than a way back. */
function copied(from: string, to: string): string {
  try {
    copyFileSync(from, to, constants.COPYFILE_FICLONE)
    return to
  } catch (fault) {
    rmSync(to, { force: true })
    if (!['ENOSPC', 'EDQUOT'].includes((fault as NodeJS.ErrnoException).code ?? '')) throw fault
    return from
  }
}

/** A second name for the file; a file system that knows no such thing has to have the room for a copy. */
function keep(file: string, name: string): void {
  rmSync(name, { force: true })
  try {
    linkSync(file, name)
  } catch {
    copyFileSync(file, name)
  }
}

/** On the disk first, then in its place: a power cut leaves the one or the other, whole. */
function takePlace(file: string, place: string, folder: string): void {
  sync(file)
  renameSync(file, place)
  sync(folder)
}

/** All of the log into the file, as far as there is room; otherwise the log stays beside it. */
function fold(file: string): void {
  try {
    const db = new Database(file)
    try {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } finally {
      db.close()
    }
  } catch {
    // Damaged: it is kept as it is.
  }
}
