/** What a person is besides a login, and the ways in by mail. */
export const people = `
ALTER TABLE users ADD COLUMN email_confirmed_at INTEGER;
ALTER TABLE users ADD COLUMN new_email TEXT;
ALTER TABLE users ADD COLUMN job_title TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN company_name TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN last_sign_in_at INTEGER;
ALTER TABLE users ADD COLUMN disabled_at INTEGER;
ALTER TABLE users ADD COLUMN deletion_due_at INTEGER;
ALTER TABLE users ADD COLUMN deletion_told_days INTEGER;
UPDATE users SET company_name = 'Company ' || phone WHERE phone IS NOT NULL;
CREATE UNIQUE INDEX users_phone ON users (phone) WHERE phone IS NOT NULL;
CREATE INDEX users_email ON users (email_key);
CREATE INDEX users_name ON users (full_name COLLATE NOCASE, sequence);
CREATE INDEX users_due ON users (deletion_due_at) WHERE deletion_due_at IS NOT NULL;

-- Asked for, and not yet looked at. The same row is written whoever was named, so that no answer and no time tells.
CREATE TABLE recoveries (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  login TEXT NOT NULL,
  wanted TEXT NOT NULL,
  language TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
-- Only hashes: what is in a mail cannot be read out of here.
CREATE TABLE mailed_links (
  hash TEXT PRIMARY KEY,
  code_hash TEXT,
  purpose TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mailed_links_user ON mailed_links (user_id, purpose, created_at);
CREATE INDEX mailed_links_end ON mailed_links (expires_at);
`
