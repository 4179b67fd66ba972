/** A schema and what became of it: each step rewrites every row, and counts itself. */
export const steps: readonly string[] = [
  `CREATE TABLE entries (id INTEGER PRIMARY KEY, text TEXT NOT NULL, steps INTEGER NOT NULL DEFAULT 0);
   WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
   INSERT INTO entries (id, text) SELECT i, printf('entry %d %.80c', i, 'x') FROM n`,
  'ALTER TABLE entries ADD COLUMN place TEXT; UPDATE entries SET steps = steps + 1',
  'CREATE INDEX by_text ON entries (text); UPDATE entries SET steps = steps + 1',
  'CREATE TABLE more AS SELECT id, text FROM entries; UPDATE entries SET steps = steps + 1',
]
