import type { Database } from '../database.ts'
import type { UserRecord } from '../people-types.ts'
import type { PrivateToken } from '../token-types.ts'
import { userOf } from './users.ts'

interface Row {
  user_id: string
  hash: string
  sealed: string
  created_at: number
  last_used_at: number | null
  last_address: string | null
}

const toToken = (row: Row): PrivateToken => ({
  userId: row.user_id,
  hash: row.hash,
  sealed: row.sealed,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  lastAddress: row.last_address,
})

export function privateTokenOf(db: Database, userId: string): PrivateToken | null {
  const row = db.get<Row>('SELECT * FROM private_tokens WHERE user_id = :userId', { userId })
  return row === undefined ? null : toToken(row)
}

export function privateTokenByHash(db: Database, hash: string): { token: PrivateToken; user: UserRecord } | null {
  const row = db.get<Row>('SELECT * FROM private_tokens WHERE hash = :hash', { hash })
  const user = row === undefined ? null : userOf(db, row.user_id)
  return row === undefined || user === null ? null : { token: toToken(row), user }
}

export function setPrivateToken(db: Database, token: PrivateToken): void {
  db.run(
    `INSERT OR REPLACE INTO private_tokens (user_id, hash, sealed, created_at, last_used_at, last_address)
     VALUES (:userId, :hash, :sealed, :createdAt, :lastUsedAt, :lastAddress)`,
    { ...token },
  )
}

/** Kept to the minute: a page a request would wear out the card. */
export function touchPrivateToken(db: Database, userId: string, at: number, address: string): void {
  db.run(
    `UPDATE private_tokens SET last_used_at = :at, last_address = :address
     WHERE user_id = :userId AND coalesce(last_used_at, 0) <= :at - 60000`,
    { userId, at, address },
  )
}
