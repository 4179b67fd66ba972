import type { Page } from '@sereno/shared/field.ts'
import type { Scope } from '@sereno/shared/token.ts'
import { fromCursor, toPage } from '../cursor.ts'
import type { Database, Params } from '../database.ts'
import type { NewOutboxItem } from '../outbox-types.ts'
import type { PageRequest } from '../page-request.ts'
import type { OwnedToken, TokenRecord } from '../token-types.ts'
import { addItems } from './outbox.ts'
import { userOf } from './users.ts'

interface TokenRow {
  sequence: number
  id: string
  hash: string
  user_id: string
  name: string
  scopes: string
  addresses: string
  created_at: number
  expires_at: number | null
  last_used_at: number | null
  last_address: string | null
  replaced_at: number | null
  told_at: number | null
}

const toToken = (row: TokenRow): TokenRecord => ({
  id: row.id,
  hash: row.hash,
  userId: row.user_id,
  name: row.name,
  scopes: JSON.parse(row.scopes) as Scope[],
  addresses: JSON.parse(row.addresses) as string[],
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
  lastAddress: row.last_address,
  replacedAt: row.replaced_at,
  toldAt: row.told_at,
})

export const addToken = (db: Database, token: TokenRecord, most: number): boolean =>
  db.run(
    `INSERT INTO tokens (id, hash, user_id, name, scopes, addresses, created_at, expires_at, last_used_at, last_address,
       replaced_at, told_at)
     SELECT :id, :hash, :userId, :name, :scopes, :addresses, :createdAt, :expiresAt, :lastUsedAt, :lastAddress,
       :replacedAt, :toldAt WHERE (SELECT count(*) FROM tokens) < :most`,
    { ...token, scopes: JSON.stringify(token.scopes), addresses: JSON.stringify(token.addresses), most },
  ) === 1

export function replaceToken(
  db: Database,
  id: string,
  replacedAt: number,
  endsAt: number,
  token: TokenRecord,
  most: number,
  mails: NewOutboxItem[],
): boolean {
  const old = tokenById(db, id)
  if (old === null || old.token.replacedAt !== null || !addToken(db, token, most)) return false
  db.run('UPDATE tokens SET replaced_at = :replacedAt, expires_at = :endsAt WHERE id = :id', { id, replacedAt, endsAt })
  addItems(db, mails)
  return true
}

export const tokenOf = (db: Database, hash: string): OwnedToken | null =>
  owned(db, db.all<TokenRow>('SELECT * FROM tokens WHERE hash = :hash', { hash }))[0] ?? null

export const tokenById = (db: Database, id: string): OwnedToken | null =>
  owned(db, db.all<TokenRow>('SELECT * FROM tokens WHERE id = :id', { id }))[0] ?? null

const owned = (db: Database, rows: TokenRow[]): OwnedToken[] =>
  rows.flatMap((row) => {
    const user = userOf(db, row.user_id)
    return user === null ? [] : [{ token: toToken(row), user }]
  })

/** Kept to the minute: a page a request would wear out the card. */
export function touchToken(db: Database, id: string, at: number, address: string): void {
  db.run(
    `UPDATE tokens SET last_used_at = :at, last_address = :address
     WHERE id = :id AND coalesce(last_used_at, 0) <= :at - 60000`,
    { id, at, address },
  )
}

export function listTokens(db: Database, { limit, cursor }: PageRequest): Page<OwnedToken> {
  const place = fromCursor(cursor)
  const params: Params = { rows: limit + 1, ...place }
  const rows = db.all<TokenRow & { at: number }>(
    `SELECT *, created_at AS at FROM tokens
     ${place === null ? '' : 'WHERE (created_at, sequence) < (:at, :sequence)'}
     ORDER BY created_at DESC, sequence DESC LIMIT :rows`,
    params,
  )
  const { items, nextCursor } = toPage(rows, limit, (row) => row)
  return { items: owned(db, items), nextCursor }
}

export const tokensExpiring = (db: Database, now: number, until: number): OwnedToken[] =>
  owned(
    db,
    db.all<TokenRow>(
      `SELECT * FROM tokens WHERE expires_at > :now AND expires_at <= :until AND replaced_at IS NULL
       ORDER BY expires_at LIMIT 500`,
      { now, until },
    ),
  )

export function tellTokenEnds(db: Database, id: string, at: number, mails: NewOutboxItem[]): void {
  const isFirst = db.run('UPDATE tokens SET told_at = :at WHERE id = :id AND told_at IS NULL', { id, at }) === 1
  if (isFirst) addItems(db, mails)
}

export function revokeToken(db: Database, id: string, mails: NewOutboxItem[]): boolean {
  const isRevoked = db.run('DELETE FROM tokens WHERE id = :id', { id }) === 1
  if (isRevoked) addItems(db, mails)
  return isRevoked
}

export function removeEndedTokens(db: Database, now: number): void {
  db.run('DELETE FROM tokens WHERE expires_at <= :now', { now })
}
