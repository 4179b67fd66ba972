/** Who changed what. A change of the settings is begun here before it is written there. */
export const audit = `
CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  who TEXT NOT NULL,
  username TEXT NOT NULL,
  way TEXT NOT NULL,
  address TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  target_name TEXT NOT NULL,
  changes TEXT NOT NULL,
  settings TEXT
) STRICT;
CREATE INDEX audit_at ON audit (at, sequence);
CREATE INDEX audit_open ON audit (sequence) WHERE state = 'begun';
`
