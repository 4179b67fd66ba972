/** iPads that are paired: the app password by which they are, and the token of each, both only as hashes. */
export const pairings = `
-- One row at most: a new password takes the place of the one before.
CREATE TABLE app_password (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  hash TEXT NOT NULL,
  set_at INTEGER NOT NULL
) STRICT;
CREATE TABLE device_tokens (
  device_id TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`
