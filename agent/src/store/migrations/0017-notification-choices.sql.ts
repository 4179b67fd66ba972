/** How people want to be told, as JSON; who has chosen nothing has no row. */
export const notificationChoices = `
CREATE TABLE notification_choices (
  user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  choices TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
