import type { Database } from '../database.ts'
import type { DeviceToken } from '../pairing-types.ts'

/** The hash of the app password; `null` where none is set. */
export const appPassword = (db: Database): string | null =>
  db.get<{ hash: string }>('SELECT hash FROM app_password')?.hash ?? null

/** Ends the tokens that the password before gave, in the same transaction. */
export function setAppPassword(db: Database, hash: string, at: number): void {
  db.run(
    `INSERT INTO app_password (one, hash, set_at) VALUES (1, :hash, :at)
     ON CONFLICT (one) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at`,
    { hash, at },
  )
  db.run('DELETE FROM device_tokens')
}

/** One statement, so that no password which was changed meanwhile still gives a token. */
export const pair = (db: Database, token: DeviceToken, passwordHash: string): boolean =>
  db.run(
    `INSERT INTO device_tokens (device_id, id, hash, created_at)
     SELECT :deviceId, :id, :hash, :createdAt WHERE EXISTS (SELECT 1 FROM app_password WHERE hash = :passwordHash)
     ON CONFLICT (device_id) DO UPDATE SET id = excluded.id, hash = excluded.hash, created_at = excluded.created_at`,
    { ...token, passwordHash },
  ) === 1

export const unpair = (db: Database, deviceId: string): boolean =>
  db.run('DELETE FROM device_tokens WHERE device_id = :deviceId', { deviceId }) === 1

/** Of two devices that are one iPad, the token that it got last goes on, as that of the one that stays. */
export function handOver(db: Database, from: string, to: string): void {
  db.run(
    `DELETE FROM device_tokens WHERE device_id IN (:from, :to) AND id NOT IN
     (SELECT id FROM device_tokens WHERE device_id IN (:from, :to) ORDER BY created_at DESC, device_id = :from DESC LIMIT 1)`,
    { from, to },
  )
  db.run('UPDATE device_tokens SET device_id = :to WHERE device_id = :from', { from, to })
}

/** The iPad behind a token's hash. */
export function pairedBy(db: Database, hash: string): DeviceToken | null {
  const row = db.get<{ device_id: string; id: string; hash: string; created_at: number }>(
    'SELECT * FROM device_tokens WHERE hash = :hash',
    { hash },
  )
  if (row === undefined) return null
  return { deviceId: row.device_id, id: row.id, hash: row.hash, createdAt: row.created_at }
}
