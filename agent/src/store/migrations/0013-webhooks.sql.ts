/** Who is told by a call of ours, and what is told to them. */
export const webhooks = `
CREATE TABLE webhooks (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  events TEXT NOT NULL,
  active INTEGER NOT NULL,
  allow_private INTEGER NOT NULL,
  -- Sealed: we sign with them.
  secret TEXT NOT NULL,
  old_secret TEXT,
  old_secret_until INTEGER,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  off_reason TEXT,
  off_at INTEGER
) STRICT;

-- The queue and the log in one. "place" is the order within the queue: what is sent again goes to its end.
CREATE TABLE webhook_deliveries (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  event TEXT NOT NULL,
  subject TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- Made at once after the event, and the same on each try.
  body TEXT,
  place INTEGER NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'pending',
  -- Since it was put in, or sent again.
  tries INTEGER NOT NULL DEFAULT 0,
  attempt_count INTEGER NOT NULL DEFAULT 0,
  attempts TEXT NOT NULL DEFAULT '[]',
  next_at INTEGER NOT NULL,
  done_at INTEGER,
  UNIQUE (webhook_id, event, subject)
) STRICT;
CREATE INDEX webhook_queue ON webhook_deliveries (webhook_id, place) WHERE state = 'pending';
CREATE INDEX webhook_unmade ON webhook_deliveries (sequence) WHERE body IS NULL;
CREATE INDEX webhook_log ON webhook_deliveries (webhook_id, at, sequence);
CREATE INDEX webhook_over ON webhook_deliveries (done_at) WHERE done_at IS NOT NULL;
`
