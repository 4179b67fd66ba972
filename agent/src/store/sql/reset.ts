import type { Database } from '../database.ts'
import { sweepKey } from '../keep-keys.ts'

/** What of a table goes on: the watch knows of it and writes to it again. */
const lasting = {
  entries: 'ended_at IS NULL',
  incidents: 'closed_at IS NULL',
  notices: 'ended_at IS NULL',
  // The latest says where the next window begins.
  runs: 'sequence IN (SELECT max(sequence) FROM runs GROUP BY integration_id, trigger)',
} as const

/**
 * Forgets what happened and was measured, in one transaction. A table is emptied whole, which takes no longer for years
 * than for a day, and what lasts is put back.
 */
export function resetHistory(db: Database): void {
  for (const [table, stays] of Object.entries(lasting)) {
    db.exec(`
      CREATE TEMP TABLE staying AS SELECT * FROM ${table} WHERE ${stays};
      DELETE FROM ${table};
      INSERT INTO ${table} SELECT * FROM staying;
      DROP TABLE staying;`)
  }
  db.exec(`
    DELETE FROM minutes;
    DELETE FROM hours;
    DELETE FROM talk_spells WHERE closed_at IS NOT NULL OR conversation_id NOT IN (SELECT id FROM conversations);
    DELETE FROM outbox WHERE state IN ('sent', 'failed') AND run_id IS NOT NULL;
    INSERT INTO keep (key, value) VALUES ('${sweepKey}', 'true') ON CONFLICT (key) DO NOTHING;`)
}
