/** What the activity page asks for: entries by cause and by what explains them, files in mails, a run's own threshold. */
export const explained = `
-- With the cause, so that "only what concerns the network" is counted and skipped within the index.
DROP INDEX entries_at;
CREATE INDEX entries_at ON entries (at, sequence, kind, device_id, cause);
CREATE INDEX entries_explained ON entries (explained_by, at) WHERE explained_by IS NOT NULL;
CREATE INDEX incidents_acknowledged ON incidents (opened_at, sequence) WHERE acknowledged_at IS NOT NULL;
ALTER TABLE outbox ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
ALTER TABLE runs ADD COLUMN minimum_errors INTEGER;
`
