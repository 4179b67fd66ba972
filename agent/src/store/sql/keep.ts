import type { Database } from '../database.ts'

interface KeepRow {
  key: string
  value: string
}

/** `null` for a key that is not there. */
export function kept(db: Database, key: string): unknown {
  const row = db.get<KeepRow>('SELECT key, value FROM keep WHERE key = :key', { key })
  return row === undefined ? null : JSON.parse(row.value)
}

/** In the order of their keys. */
export const allKept = (db: Database, prefix: string): [key: string, value: unknown][] =>
  db
    .all<KeepRow>(
      `SELECT key, value FROM keep WHERE key >= :prefix AND substr(key, 1, length(:prefix)) = :prefix ORDER BY key`,
      { prefix },
    )
    .map(({ key, value }) => [key, JSON.parse(value)])

/** What is the same as before costs no write. */
export function keepAll(db: Database, values: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined) db.run('DELETE FROM keep WHERE key = :key', { key })
    else
      db.run(
        `INSERT INTO keep (key, value) VALUES (:key, :value)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
        { key, value: JSON.stringify(value) },
      )
  }
}
