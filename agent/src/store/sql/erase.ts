import type { Database } from '../database.ts'
import type { Traces } from '../erasure-types.ts'
import { sweepKey } from '../keep-keys.ts'
import type { UserRefusal } from '../people-types.ts'
import { mask } from './scrub.ts'
import { scrubAudit } from './scrub-audit.ts'
import { scrubTexts } from './scrub-texts.ts'
import { eraseTalksWith, leaveTalks } from './talk-erase.ts'
import { tracesOf } from './traces.ts'
import { isLastAdmin, userOf } from './users.ts'

/**
 * Deletes a user with all that is theirs. What others need stays, and names nobody: lines of the audit log, tickets,
 * conversations and acknowledgements have no author any more. Mails to them go, also those that wait.
 */
export function removeUser(db: Database, id: string, at: number): UserRefusal | null {
  const user = userOf(db, id)
  if (user === null) return 'not_found'
  if (isLastAdmin(db, user)) return 'last_admin'
  const traces = tracesOf(db, user)
  db.run("UPDATE tickets SET author = '' WHERE user_id = :id", { id })
  db.run(
    `UPDATE attachments SET author = '' WHERE author IN (SELECT value FROM json_each(:names))
       AND ticket IN (SELECT ticket FROM ticket_messages WHERE user_id = :id)`,
    { id, names: JSON.stringify(traces.names) },
  )
  db.run("UPDATE ticket_messages SET author = '' WHERE user_id = :id", { id })
  leaveTalks(db, id, at)
  db.run('DELETE FROM users WHERE id = :id', { id })
  eraseTraces(db, traces, id)
  db.run('INSERT INTO erased (user_id, at) VALUES (:id, :at) ON CONFLICT (user_id) DO NOTHING', { id, at })
  return null
}

/** Whether a user may go; what else is to be changed with them is changed before. */
export function removalRefusal(db: Database, id: string): UserRefusal | null {
  const user = userOf(db, id)
  if (user === null) return 'not_found'
  return isLastAdmin(db, user) ? 'last_admin' : null
}

export const tracesOfUser = (db: Database, id: string): Traces | null => {
  const user = userOf(db, id)
  return user === null ? null : tracesOf(db, user)
}

/** Makes someone unnamed in what stays, and removes what was only about them. */
export function eraseTraces(db: Database, traces: Traces, userId: string | null = null): void {
  const [emails, names] = [JSON.stringify(traces.emails), JSON.stringify(traces.names)]
  const logins = JSON.stringify([...traces.emails, ...traces.usernames])
  db.run('DELETE FROM outbox WHERE lower(recipient) IN (SELECT value FROM json_each(:emails))', { emails })
  db.run('DELETE FROM recipients WHERE address IN (SELECT value FROM json_each(:emails))', { emails })
  db.run('DELETE FROM stop_links WHERE address IN (SELECT value FROM json_each(:emails))', { emails })
  db.run('DELETE FROM recoveries WHERE lower(login) IN (SELECT value FROM json_each(:logins))', { logins })
  db.run(
    'UPDATE incidents SET acknowledged_by = :mask WHERE acknowledged_by IN (SELECT value FROM json_each(:names))',
    { names, mask },
  )
  // Of someone who asked for an account the lead goes, and what they wrote stays unnamed.
  if (userId === null) {
    db.run('DELETE FROM leads WHERE name IN (SELECT value FROM json_each(:names))', { names })
    for (const table of ['tickets', 'ticket_messages'])
      db.run(
        `UPDATE ${table} SET author = '' WHERE user_id IS NULL AND author IN (SELECT value FROM json_each(:names))`,
        { names },
      )
  }
  eraseTalksWith(db, traces)
  scrubTexts(db, traces)
  scrubAudit(db, traces, userId)
  db.run("INSERT INTO keep (key, value) VALUES (:key, 'true') ON CONFLICT (key) DO NOTHING", { key: sweepKey })
}

export const erasedUsers = (db: Database): { userId: string; at: number }[] =>
  db.all('SELECT user_id AS userId, at FROM erased')

/** Who is there again after a restore. */
export const returnedUsers = (db: Database): string[] =>
  db.all<{ id: string }>('SELECT id FROM users WHERE id IN (SELECT user_id FROM erased)').map(({ id }) => id)

export function carryOverErased(db: Database, erased: { userId: string; at: number }[]): void {
  for (const { userId, at } of erased)
    db.run('INSERT INTO erased (user_id, at) VALUES (:userId, :at) ON CONFLICT (user_id) DO NOTHING', { userId, at })
}

export const isUnswept = (db: Database): boolean =>
  db.get('SELECT 1 FROM keep WHERE key = :key', { key: sweepKey }) !== undefined

/**
 * Writes the database anew: what was deleted lies on in pages that are free, and in gaps of others. Outside any
 * transaction; the log beside it, which holds the pages of before, ends up empty. One that a backup still reads from
 * stays for another time.
 */
export function sweep(db: Database): void {
  db.exec('VACUUM')
  const done = db.get<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)')
  if (done?.busy !== 0) return
  db.run('DELETE FROM keep WHERE key = :key', { key: sweepKey })
}
