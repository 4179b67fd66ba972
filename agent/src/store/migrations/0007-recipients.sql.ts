/** Those who get mails without having asked: who was told, who has stopped them, and what the links to stop them are. */
export const recipients = `
-- The address in lower case; by its row nobody is told twice, and who stopped the mails stays known as long as the database.
CREATE TABLE recipients (
  address TEXT PRIMARY KEY,
  told_at INTEGER,
  -- The mail that told them, in the outbox.
  mail_id TEXT,
  stopped_at INTEGER
) STRICT, WITHOUT ROWID;
-- One for each mail: here only the hash of its token is kept, and the mail forgets the token once it is over.
CREATE TABLE stop_links (
  hash TEXT PRIMARY KEY,
  address TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX stop_links_made ON stop_links (made_at);
`
