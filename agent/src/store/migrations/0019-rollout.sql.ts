/** The first days of a venue: what was confirmed, what people noted, and who handed it over. */
export const rollout = `
CREATE TABLE rollout_marks (
  point TEXT NOT NULL,
  subject TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('person', 'box')),
  user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (point, subject, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE rollout_notes (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE rollout_hand_over (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  at INTEGER NOT NULL
) STRICT;
`
