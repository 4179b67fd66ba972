/** Where a token may come from and came from last, and what takes its place. */
export const tokens = `
ALTER TABLE tokens ADD COLUMN addresses TEXT NOT NULL DEFAULT '[]';
ALTER TABLE tokens ADD COLUMN last_address TEXT;
ALTER TABLE tokens ADD COLUMN replaced_at INTEGER;
ALTER TABLE tokens ADD COLUMN told_at INTEGER;
CREATE INDEX tokens_end ON tokens (expires_at) WHERE expires_at IS NOT NULL;
`
