/** The second step of signing in: the secret shared with an authenticator, sealed, and hashes of the recovery codes. */
export const secondSteps = `
ALTER TABLE users ADD COLUMN second_step_at INTEGER;
CREATE TABLE second_steps (
  user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  sealed TEXT NOT NULL,
  last_step INTEGER NOT NULL
) STRICT;
CREATE TABLE recovery_codes (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;
`
