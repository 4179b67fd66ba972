import type { Database } from '../database.ts'
import { sweepKey } from '../keep-keys.ts'

/** Its spells stay: they name nobody. */
export function eraseTalk(db: Database, id: string): void {
  for (const table of ['webhook_deliveries', 'push_events'])
    db.run(`DELETE FROM ${table} WHERE event = 'message.received' AND subject GLOB :id || ':*'`, { id })
  if (db.run('DELETE FROM conversations WHERE id = :id', { id }) > 0)
    db.run("INSERT INTO keep (key, value) VALUES (:key, 'true') ON CONFLICT (key) DO NOTHING", { key: sweepKey })
}
