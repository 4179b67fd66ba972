import type { Language } from '@sereno/shared/field.ts'
import type { Role } from '@sereno/shared/user.ts'
import type { Database } from '../database.ts'
import type { SessionRecord, UserRecord } from '../types.ts'

interface UserRow {
  id: string
  username: string
  full_name: string
  email: string
  phone: string | null
  role: Role
  language: Language | null
  password_hash: string
  created_at: number
}
interface SessionRow {
  id: string
  hash: string
  user_id: string
  created_at: number
  last_used_at: number
  address: string
  browser: string
}

const toUser = (row: UserRow): UserRecord => ({
  id: row.id,
  username: row.username,
  fullName: row.full_name,
  email: row.email,
  phone: row.phone,
  role: row.role,
  language: row.language,
  passwordHash: row.password_hash,
  createdAt: row.created_at,
})

const toSession = (row: SessionRow): SessionRecord => ({
  id: row.id,
  hash: row.hash,
  userId: row.user_id,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  address: row.address,
  browser: row.browser,
})

export const anyone = (db: Database): boolean => db.get('SELECT 1 FROM users LIMIT 1') !== undefined

/** One statement, so that of two set-ups at the same time only one is the first. */
export const addFirstUser = (db: Database, user: UserRecord): boolean =>
  db.run(
    `INSERT INTO users (id, username, full_name, email, phone, role, language, password_hash, created_at, email_key)
     SELECT :id, :username, :fullName, :email, :phone, :role, :language, :passwordHash, :createdAt, :emailKey
     WHERE NOT EXISTS (SELECT 1 FROM users)`,
    {
      id: user.id,
      username: user.username.toLowerCase(),
      fullName: user.fullName,
      email: user.email,
      phone: user.phone,
      role: user.role,
      language: user.language,
      passwordHash: user.passwordHash,
      createdAt: user.createdAt,
      emailKey: user.email.toLowerCase(),
    },
  ) === 1

export function userOf(db: Database, id: string): UserRecord | null {
  const row = db.get<UserRow>('SELECT * FROM users WHERE id = :id', { id })
  return row === undefined ? null : toUser(row)
}

/** A username before an e-mail before a phone; the phone as people write it, with blanks, dots, hyphens and brackets. */
export function findLogin(db: Database, login: string): UserRecord | null {
  const word = login.trim().toLowerCase()
  const row = db.get<UserRow>(
    `SELECT * FROM users WHERE username = :word OR email_key = :word OR phone = :phone
     ORDER BY username = :word DESC, email_key = :word DESC, sequence LIMIT 1`,
    { word, phone: word.replace(/[\s().-]/gu, '') },
  )
  return row === undefined ? null : toUser(row)
}

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

export function endSessionsBefore(db: Database, idleSince: number, createdSince: number): void {
  db.run('DELETE FROM sessions WHERE last_used_at < :idleSince OR created_at < :createdSince', {
    idleSince,
    createdSince,
  })
}
