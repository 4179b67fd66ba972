/** Who brings others, and who came. A lead stays where the person who brought it has gone. */
export const referrals = `
CREATE TABLE referrals (
  user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  token TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE TABLE leads (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  at INTEGER NOT NULL,
  name TEXT NOT NULL,
  venue TEXT NOT NULL,
  ticket INTEGER REFERENCES tickets (number) ON DELETE SET NULL
) STRICT;
CREATE INDEX leads_user ON leads (user_id, sequence);
CREATE INDEX leads_ticket ON leads (ticket);
`
