/** The token of a person, which they may look at again: sealed, and its hash for whoever comes with it. */
export const privateTokens = `
CREATE TABLE private_tokens (
  user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  hash TEXT NOT NULL UNIQUE,
  sealed TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER,
  last_address TEXT
) STRICT;
`
