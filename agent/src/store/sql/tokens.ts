import type { Page } from '@sereno/shared/field.ts'
import type { Scope } from '@sereno/shared/token.ts'
import { fromCursor, toPage } from '../cursor.ts'
import type { Database } from '../database.ts'
import type { PageRequest } from '../page-request.ts'
import type { TokenRecord, UserRecord } from '../people-types.ts'
import { userOf } from './users.ts'

interface TokenRow {
  sequence: number
  id: string
  hash: string
  user_id: string
  name: string
  scopes: string
  created_at: number
  expires_at: number | null
  last_used_at: number | null
}

const toToken = (row: TokenRow): TokenRecord => ({
  id: row.id,
  hash: row.hash,
  userId: row.user_id,
  name: row.name,
  scopes: JSON.parse(row.scopes) as Scope[],
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
})

export function addToken(db: Database, token: TokenRecord): void {
  db.run(
    `INSERT INTO tokens (id, hash, user_id, name, scopes, created_at, expires_at, last_used_at)
     VALUES (:id, :hash, :userId, :name, :scopes, :createdAt, :expiresAt, :lastUsedAt)`,
    { ...token, scopes: JSON.stringify(token.scopes) },
  )
}

/** Also one that has expired: the door decides. */
export function tokenOf(db: Database, hash: string): { token: TokenRecord; user: UserRecord } | null {
  const row = db.get<TokenRow>('SELECT * FROM tokens WHERE hash = :hash', { hash })
  const user = row === undefined ? null : userOf(db, row.user_id)
  return row === undefined || user === null ? null : { token: toToken(row), user }
}

/** Kept to the minute: a page a request would wear out the card. */
export function touchToken(db: Database, id: string, at: number): void {
  db.run('UPDATE tokens SET last_used_at = :at WHERE id = :id AND coalesce(last_used_at, 0) <= :at - 60000', { id, at })
}

/** Newest first. */
export function listTokens(db: Database, { limit, cursor }: PageRequest): Page<TokenRecord> {
  const place = fromCursor(cursor)
  const rows = db.all<TokenRow & { at: number }>(
    `SELECT *, created_at AS at FROM tokens
     ${place === null ? '' : 'WHERE (created_at, sequence) < (:at, :sequence)'}
     ORDER BY created_at DESC, sequence DESC LIMIT :rows`,
    { rows: limit + 1, ...place },
  )
  return toPage(rows, limit, toToken)
}

export const revokeToken = (db: Database, id: string): boolean =>
  db.run('DELETE FROM tokens WHERE id = :id', { id }) === 1
