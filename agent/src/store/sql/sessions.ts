import type { Database } from '../database.ts'
import type { SessionRecord, UserRecord } from '../people-types.ts'
import { endPushesIn } from './end-pushes.ts'
import { userOf } from './users.ts'

interface SessionRow {
  id: string
  hash: string
  user_id: string
  created_at: number
  last_used_at: number
  address: string
  browser: string
}

const toSession = (row: SessionRow): SessionRecord => ({
  id: row.id,
  hash: row.hash,
  userId: row.user_id,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  address: row.address,
  browser: row.browser,
})

export function addSession(db: Database, session: SessionRecord): void {
  db.run(
    `INSERT INTO sessions (id, hash, user_id, created_at, last_used_at, address, browser)
     VALUES (:id, :hash, :userId, :createdAt, :lastUsedAt, :address, :browser)`,
    { ...session },
  )
}

export function sessionOf(db: Database, hash: string): { session: SessionRecord; user: UserRecord } | null {
  const row = db.get<SessionRow>('SELECT * FROM sessions WHERE hash = :hash', { hash })
  const user = row === undefined ? null : userOf(db, row.user_id)
  return row === undefined || user === null ? null : { session: toSession(row), user }
}

/** Kept to the minute: a page a request would wear out the card. */
export function touchSession(db: Database, id: string, at: number): void {
  db.run('UPDATE sessions SET last_used_at = :at WHERE id = :id AND last_used_at <= :at - 60000', { id, at })
}

/** The one used last comes first. */
export const sessionsOf = (db: Database, userId: string): SessionRecord[] =>
  db
    .all<SessionRow>('SELECT * FROM sessions WHERE user_id = :userId ORDER BY last_used_at DESC, id LIMIT 500', {
      userId,
    })
    .map(toSession)

export const endSession = (db: Database, userId: string, id: string): boolean =>
  db.run('DELETE FROM sessions WHERE id = :id AND user_id = :userId', { id, userId }) === 1

/** Its browser gets no pushes any more, unlike that of a session which ran out by itself. */
export function signOut(db: Database, userId: string, id: string): boolean {
  if (db.get('SELECT 1 FROM sessions WHERE id = :id AND user_id = :userId', { id, userId }) === undefined) return false
  endPushesIn(db, id)
  return endSession(db, userId, id)
}

export function endSessionsBefore(db: Database, idleSince: number, createdSince: number): void {
  db.run('DELETE FROM sessions WHERE last_used_at < :idleSince OR created_at < :createdSince', {
    idleSince,
    createdSince,
  })
}
