/** Requests to the distributor. Whoever leaves the house is not named by an id any more; what they were called stays. */
export const tickets = `
CREATE TABLE tickets (
  -- Never given twice.
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  subject TEXT NOT NULL,
  urgency TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'solved', 'closed')),
  user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  author TEXT NOT NULL,
  diagnostics TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- Somebody else wrote since its author looked.
  unread INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX tickets_updated ON tickets (updated_at, number);
CREATE INDEX tickets_user ON tickets (user_id, updated_at, number);
CREATE TABLE ticket_messages (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  ticket INTEGER NOT NULL REFERENCES tickets (number) ON DELETE CASCADE,
  user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  author TEXT NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  state TEXT,
  -- Whether the mails that tell of it were put into the outbox.
  told INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX ticket_messages_ticket ON ticket_messages (ticket, sequence);
CREATE INDEX ticket_messages_untold ON ticket_messages (sequence) WHERE told = 0;
CREATE INDEX ticket_messages_user ON ticket_messages (user_id);
-- The mails to the distributor.
CREATE TABLE ticket_mails (
  mail_id TEXT PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES ticket_messages (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_mails_message ON ticket_mails (message_id);
CREATE TABLE attachments (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  ticket INTEGER NOT NULL REFERENCES tickets (number) ON DELETE CASCADE,
  author TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  at INTEGER NOT NULL,
  -- Whether all its parts are here; one whose sender went away is pruned.
  whole INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX attachments_ticket ON attachments (ticket, sequence);
-- In parts, each written by itself, so that neither the log of writes nor what waits behind it grows by a whole file.
CREATE TABLE attachment_parts (
  attachment_id TEXT NOT NULL REFERENCES attachments (id) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (attachment_id, part)
) STRICT;
`
