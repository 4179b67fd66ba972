import type { Database } from '../database.ts'
import type { NewOutboxItem } from '../outbox-types.ts'
import type { PasskeyRecord } from '../passkey-types.ts'
import { addItems } from './outbox.ts'

interface PasskeyRow {
  id: string
  user_id: string
  credential_id: string
  public_key: string
  algorithm: number
  counter: number
  transports: string
  host: string
  name: string
  created_at: number
  last_used_at: number | null
}

const toPasskey = (row: PasskeyRow): PasskeyRecord => ({
  id: row.id,
  userId: row.user_id,
  credentialId: row.credential_id,
  publicKey: row.public_key,
  algorithm: row.algorithm,
  counter: row.counter,
  transports: JSON.parse(row.transports),
  host: row.host,
  name: row.name,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
})

/** Newest first. */
export const passkeysOfUser = (db: Database, userId: string): PasskeyRecord[] =>
  db
    .all<PasskeyRow>('SELECT * FROM passkeys WHERE user_id = :userId ORDER BY created_at DESC, id', { userId })
    .map(toPasskey)

export function passkeyOf(db: Database, credentialId: string): PasskeyRecord | null {
  const row = db.get<PasskeyRow>('SELECT * FROM passkeys WHERE credential_id = :credentialId', { credentialId })
  return row === undefined ? null : toPasskey(row)
}

export function addPasskey(
  db: Database,
  passkey: PasskeyRecord,
  most: number,
  mails: NewOutboxItem[],
): 'added' | 'full' | 'known' {
  if (passkeyOf(db, passkey.credentialId) !== null) return 'known'
  if (passkeysOfUser(db, passkey.userId).length >= most) return 'full'
  db.run(
    `INSERT INTO passkeys (id, user_id, credential_id, public_key, algorithm, counter, transports, host, name,
       created_at, last_used_at)
     VALUES (:id, :userId, :credentialId, :publicKey, :algorithm, :counter, :transports, :host, :name,
       :createdAt, :lastUsedAt)`,
    { ...passkey, transports: JSON.stringify(passkey.transports) },
  )
  addItems(db, mails)
  return 'added'
}

/** Devices that do not count say 0 each time; of one that counts, a number that was seen means a copy of it. */
export const usePasskey = (db: Database, id: string, counter: number, at: number): boolean =>
  db.run(
    `UPDATE passkeys SET counter = :counter, last_used_at = :at
     WHERE id = :id AND (counter < :counter OR (counter = 0 AND :counter = 0))`,
    { id, counter, at },
  ) === 1

export const renamePasskey = (db: Database, userId: string, id: string, name: string): boolean =>
  db.run('UPDATE passkeys SET name = :name WHERE id = :id AND user_id = :userId', { id, userId, name }) === 1

export function removePasskey(db: Database, userId: string, id: string, mails: NewOutboxItem[]): boolean {
  const isGone = db.run('DELETE FROM passkeys WHERE id = :id AND user_id = :userId', { id, userId }) === 1
  if (isGone) addItems(db, mails)
  return isGone
}
