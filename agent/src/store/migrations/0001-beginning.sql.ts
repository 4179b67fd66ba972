/** The first schema. Times are ms since 1970 unless a name says otherwise; `detail` and the like are JSON. */
export const beginning = `
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE entries (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  ended_at INTEGER,
  kind TEXT NOT NULL CHECK (kind IN ('Error', 'Fail', 'Offline', 'Retry')),
  cause TEXT NOT NULL,
  device_id TEXT,
  device_name TEXT,
  probe TEXT,
  source TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  occurrences INTEGER NOT NULL,
  incident_id TEXT,
  explained_by TEXT,
  rule TEXT NOT NULL,
  detail TEXT NOT NULL,
  text TEXT,
  key TEXT,
  sought TEXT NOT NULL
) STRICT;
CREATE INDEX entries_at ON entries (at, sequence, kind, device_id);
CREATE INDEX entries_device ON entries (device_id, at, sequence) WHERE device_id IS NOT NULL;
CREATE INDEX entries_kind ON entries (kind, at, sequence);
CREATE INDEX entries_open ON entries (at) WHERE ended_at IS NULL;
-- For what reaches into a span from before it: short ones by their beginning, the few that took over an hour by their end.
CREATE INDEX entries_span ON entries (at, ended_at) WHERE ended_at > at;
CREATE INDEX entries_long ON entries (ended_at, at) WHERE ended_at - at > 3600000;
CREATE INDEX entries_incident ON entries (incident_id) WHERE incident_id IS NOT NULL;
CREATE UNIQUE INDEX entries_key ON entries (key) WHERE key IS NOT NULL;

CREATE TABLE notices (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  ended_at INTEGER,
  cause TEXT NOT NULL,
  device_id TEXT,
  device_name TEXT,
  detail TEXT NOT NULL,
  text TEXT,
  key TEXT
) STRICT;
CREATE INDEX notices_at ON notices (at, sequence);
CREATE INDEX notices_device ON notices (device_id, at, sequence) WHERE device_id IS NOT NULL;
CREATE INDEX notices_open ON notices (at) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX notices_key ON notices (key) WHERE key IS NOT NULL;

CREATE TABLE incidents (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  device_id TEXT,
  device_name TEXT,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  acknowledged_at INTEGER,
  acknowledged_by TEXT,
  note TEXT,
  snoozed_until INTEGER
) STRICT;
CREATE INDEX incidents_opened ON incidents (opened_at, sequence);
CREATE INDEX incidents_open ON incidents (opened_at, sequence) WHERE closed_at IS NULL;

-- Small numbers instead of ids, so that a minute of 200 devices fits into two pages.
CREATE TABLE measured (number INTEGER PRIMARY KEY, device_id TEXT NOT NULL UNIQUE) STRICT;
-- By time first: the buckets of a minute are neighbours, so that writing them touches few pages. Latencies in microseconds.
CREATE TABLE minutes (
  at_minute INTEGER NOT NULL,
  number INTEGER NOT NULL,
  looks INTEGER NOT NULL,
  lost INTEGER NOT NULL,
  p50_us INTEGER,
  p95_us INTEGER,
  max_us INTEGER,
  state INTEGER NOT NULL,
  PRIMARY KEY (at_minute, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE hours (
  at_hour INTEGER NOT NULL,
  number INTEGER NOT NULL,
  looks INTEGER NOT NULL,
  lost INTEGER NOT NULL,
  p50_us INTEGER,
  p95_us INTEGER,
  max_us INTEGER,
  state INTEGER NOT NULL,
  PRIMARY KEY (at_hour, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  integration_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  trigger TEXT NOT NULL,
  local_date TEXT,
  scheduled_at INTEGER,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  test INTEGER NOT NULL,
  reason TEXT NOT NULL,
  total INTEGER NOT NULL,
  counts TEXT NOT NULL,
  digest_id TEXT
) STRICT;
CREATE UNIQUE INDEX runs_day ON runs (integration_id, local_date) WHERE trigger = 'daily';
CREATE INDEX runs_integration ON runs (integration_id, at, sequence);

CREATE TABLE outbox (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  transport TEXT NOT NULL,
  run_id TEXT,
  recipient TEXT NOT NULL,
  message_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  headers TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
  last_error TEXT,
  done_at INTEGER
) STRICT;
CREATE INDEX outbox_waiting ON outbox (next_at) WHERE state = 'waiting';
CREATE INDEX outbox_sending ON outbox (sequence) WHERE state = 'sending';
CREATE INDEX outbox_run ON outbox (run_id) WHERE run_id IS NOT NULL;

CREATE TABLE users (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  username TEXT NOT NULL UNIQUE,
  full_name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT,
  role TEXT NOT NULL,
  language TEXT,
  password_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- In lower case, to be found by.
  email_key TEXT NOT NULL
) STRICT;
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  browser TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (user_id);
CREATE TABLE tokens (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  last_used_at INTEGER
) STRICT;
CREATE INDEX tokens_user ON tokens (user_id);

CREATE TABLE keep (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`
