/** Browsers that get pushes, what is still to be told to them, and who was told nothing in their quiet hours. */
export const push = `
CREATE TABLE push_subscriptions (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- Goes with it when somebody signs out; a session that runs out by itself leaves it behind.
  session_id TEXT REFERENCES sessions (id) ON DELETE SET NULL,
  endpoint TEXT NOT NULL UNIQUE,
  p256dh TEXT NOT NULL,
  auth TEXT NOT NULL,
  browser TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_delivered_at INTEGER,
  last_fault TEXT
) STRICT;
CREATE INDEX push_subscription_user ON push_subscriptions (user_id, sequence);
CREATE INDEX push_subscription_session ON push_subscriptions (session_id) WHERE session_id IS NOT NULL;

-- What happened; gone once it is written down whom it is told.
CREATE TABLE push_events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  event TEXT NOT NULL,
  subject TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (event, subject)
) STRICT;

-- The queue of each browser, in order. Of one topic the newest alone waits.
CREATE TABLE push_deliveries (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  subscription_id TEXT NOT NULL REFERENCES push_subscriptions (id) ON DELETE CASCADE,
  topic TEXT NOT NULL,
  urgency TEXT NOT NULL,
  text TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  UNIQUE (subscription_id, topic)
) STRICT;
CREATE INDEX push_queue ON push_deliveries (subscription_id, sequence);

CREATE TABLE push_quiet (
  user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
`
