import type { Database } from '../database.ts'
import type { NewOutboxItem } from '../outbox-types.ts'
import { addItems } from './outbox.ts'

export const knownTold = (db: Database, userId: string, thing: string, occurrences: string[]): string[] =>
  db
    .all<{ occurrence: string }>(
      `SELECT occurrence FROM told WHERE user_id = :userId AND thing = :thing
         AND occurrence IN (SELECT value FROM json_each(:occurrences))`,
      { userId, thing, occurrences: JSON.stringify(occurrences) },
    )
    .map(({ occurrence }) => occurrence)

export const lastTold = (db: Database, userId: string, thing: string): number | null =>
  db.get<{ at: number | null }>(
    "SELECT max(at) AS at FROM told WHERE user_id = :userId AND thing = :thing AND occurrence <> ''",
    { userId, thing },
  )?.at ?? null

export const toldSince = (db: Database, userId: string, thing: string): number | null =>
  db.get<{ at: number }>("SELECT at FROM told WHERE user_id = :userId AND thing = :thing AND occurrence = ''", {
    userId,
    thing,
  })?.at ?? null

/** Of a person who is gone meanwhile nothing is written. */
const insert = `INSERT INTO told (user_id, thing, occurrence, at)
  SELECT id, :thing, :occurrence, :at FROM users WHERE id = :userId ON CONFLICT DO NOTHING`

export function beginTold(db: Database, userId: string, thing: string, at: number): void {
  db.run(insert, { userId, thing, occurrence: '', at })
}

export function forgetTold(db: Database, userId: string, thing: string): void {
  db.run("DELETE FROM told WHERE user_id = :userId AND thing = :thing AND occurrence = ''", { userId, thing })
}

export function tellUser(
  db: Database,
  userId: string,
  thing: string,
  occurrences: string[],
  at: number,
  mail: NewOutboxItem,
): boolean {
  const fresh = occurrences.filter((occurrence) => db.run(insert, { userId, thing, occurrence, at }) === 1)
  if (fresh.length === 0) return false
  addItems(db, [mail])
  return true
}
