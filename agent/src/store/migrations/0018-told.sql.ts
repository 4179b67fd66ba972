/** What a person was mailed of without asking, so that nothing is told twice, however often the process ends. */
export const told = `
CREATE TABLE told (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  thing TEXT NOT NULL,
  -- Empty: since when they are told of that thing at all.
  occurrence TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (user_id, thing, occurrence)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_at ON told (at) WHERE occurrence <> '';
`
