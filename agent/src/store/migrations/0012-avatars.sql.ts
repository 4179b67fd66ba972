/** A picture of a person, small and square; which one it is stands with the person, so that lists need not read it. */
export const avatars = `
ALTER TABLE users ADD COLUMN avatar TEXT;
CREATE TABLE avatars (
  user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  picture BLOB NOT NULL
) STRICT;
`
