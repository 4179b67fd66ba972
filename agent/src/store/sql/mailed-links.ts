import type { Language } from '@sereno/shared/field.ts'
import type { Database } from '../database.ts'
import type { NewOutboxItem } from '../outbox-types.ts'
import type { LinkPurpose, MailedLink, Recovery, UserPatch } from '../people-types.ts'
import { addMailedLinks } from './add-links.ts'
import { addItems } from './outbox.ts'
import { changeUser, setPassword } from './users.ts'

interface LinkRow {
  hash: string
  code_hash: string | null
  purpose: LinkPurpose
  user_id: string
  email: string
  created_at: number
  expires_at: number
}
interface RecoveryRow {
  id: string
  login: string
  wanted: Recovery['wanted']
  language: Language
  at: number
}

const toLink = (row: LinkRow): MailedLink => ({
  hash: row.hash,
  codeHash: row.code_hash,
  purpose: row.purpose,
  userId: row.user_id,
  email: row.email,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
})

/** So many requests wait at most: they are settled within moments. */
const maxRecoveries = 500

export const askRecovery = (db: Database, { id, login, wanted, language, at }: Recovery): boolean =>
  db.run(
    `INSERT INTO recoveries (id, login, wanted, language, at) SELECT :id, :login, :wanted, :language, :at
     WHERE (SELECT count(*) FROM recoveries) < ${maxRecoveries}`,
    { id, login, wanted, language, at },
  ) === 1

export const askedRecoveries = (db: Database): Recovery[] =>
  db.all<RecoveryRow>('SELECT id, login, wanted, language, at FROM recoveries ORDER BY sequence LIMIT 50')

/** A request that was settled before writes nothing: no mail goes twice. */
export function settleRecovery(db: Database, id: string, links: MailedLink[], mails: NewOutboxItem[]): void {
  if (db.run('DELETE FROM recoveries WHERE id = :id', { id }) === 0) return
  addMailedLinks(db, links)
  addItems(db, mails)
}

export const openLinks = (db: Database, purpose: LinkPurpose, userId: string, now: number): number =>
  db.get<{ count: number }>(
    `SELECT count(*) AS count FROM mailed_links WHERE user_id = :userId AND purpose = :purpose AND expires_at > :now`,
    { userId, purpose, now },
  )?.count ?? 0

export function linkOfUser(db: Database, purpose: LinkPurpose, userId: string, hash: string): MailedLink | null {
  const row = db.get<LinkRow>(
    `SELECT * FROM mailed_links WHERE user_id = :userId AND purpose = :purpose AND (hash = :hash OR code_hash = :hash)`,
    { userId, purpose, hash },
  )
  return row === undefined ? null : toLink(row)
}

export function linkOf(db: Database, purpose: LinkPurpose, hash: string): MailedLink | null {
  const row = db.get<LinkRow>('SELECT * FROM mailed_links WHERE hash = :hash AND purpose = :purpose', { hash, purpose })
  return row === undefined ? null : toLink(row)
}

/** Of two who use the same link at once, the second finds it gone. */
export function useLink(db: Database, link: MailedLink, patch: UserPatch, mails: NewOutboxItem[]): boolean {
  if (db.get('SELECT 1 FROM mailed_links WHERE hash = :hash', { hash: link.hash }) === undefined) return false
  if (changeUser(db, link.userId, patch, [], mails) !== null) return false
  if (patch.passwordHash !== undefined) setPassword(db, link.userId, patch.passwordHash, null, [])
  db.run('DELETE FROM mailed_links WHERE user_id = :userId AND purpose = :purpose', {
    userId: link.userId,
    purpose: link.purpose,
  })
  return true
}
