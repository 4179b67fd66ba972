import { existsSync } from 'node:fs'
import { Database } from '../database.ts'
import { restoredKey } from '../keep-keys.ts'
import type { Stops } from '../recipient-types.ts'
import { erasedUsers } from '../sql/erase.ts'
import type { Store } from '../types.ts'
import { databaseBefore } from './restore.ts'

/**
 * After a restore, before any mail is made: who stopped their mails since the backup was made has stopped them still, and
 * the links in the mails they have go on working.
 */
export async function carryOverStops(store: Pick<Store, 'keep' | 'recipients'>, folder: string): Promise<void> {
  const file = databaseBefore(folder)
  if (!(await store.keep.get(restoredKey)) || !existsSync(file)) return
  await store.recipients.carryOver(stopsIn(file))
}

/** Who was deleted since the backup was made does not come back with it: they are deleted again. */
export async function carryOverErased(store: Pick<Store, 'keep' | 'erasure'>, folder: string): Promise<void> {
  const file = databaseBefore(folder)
  if (!(await store.keep.get(restoredKey)) || !existsSync(file)) return
  const db = new Database(file)
  try {
    const isKept = db.get("SELECT 1 FROM sqlite_schema WHERE name = 'erased'") !== undefined
    if (isKept) await store.erasure.carryOver(erasedUsers(db))
  } finally {
    db.close()
  }
}

function stopsIn(file: string): Stops {
  const db = new Database(file)
  try {
    const isKept = db.get("SELECT 1 FROM sqlite_schema WHERE name = 'stop_links'") !== undefined
    if (!isKept) return { recipients: [], links: [] }
    return {
      // Whom a mail was to tell that stays behind was not told.
      recipients: db.all<Stops['recipients'][number]>(
        `SELECT address, told_at AS toldAt, stopped_at AS stoppedAt FROM recipients WHERE stopped_at IS NOT NULL
           OR NOT EXISTS (SELECT 1 FROM outbox WHERE id = mail_id AND state <> 'sent')`,
      ),
      links: db.all<Stops['links'][number]>('SELECT hash, address, made_at AS madeAt FROM stop_links'),
    }
  } finally {
    db.close()
  }
}
