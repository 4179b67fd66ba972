/** Rows and files of one step, as in `prune.ts`. */
const [stepRows, stepTalks, stepFiles] = [500, 50, 2]

/** Over for long, or without a word for as long: nobody took it, or whoever did forgot it. */
const due = `SELECT id FROM conversations WHERE closed_at IS NOT NULL AND closed_at < :before
  UNION ALL SELECT id FROM conversations WHERE closed_at IS NULL AND last_at < :before`
/** Of those that were opened anew, what was over before. */
const past = `talk_messages JOIN conversations ON conversations.id = talk_messages.conversation_id
  WHERE created_at < :before AND talk_messages.sequence < opened AND talk_messages.at < :before`

/** What strangers sent: there is less room for it than for what those sent who are known. */
const strangersFiles = `talk_files JOIN conversations ON conversations.id = conversation_id
  WHERE talk_files.network > '' AND closed_at < :before`

/** A conversation goes piece by piece: all its files at once would keep everybody waiting. */
export const talkRules = ({
  chats,
  measures,
  unnamed,
  rested,
}: Record<'chats' | 'measures' | 'unnamed' | 'rested', number>): { sql: string; before: number }[] => {
  const some = (table: string, rows: string, limit: number) =>
    `DELETE FROM ${table} WHERE sequence IN (SELECT ${table}.sequence FROM ${rows} LIMIT ${limit})`
  return [
    // No message names it: whoever sent it went away, or thought better of it.
    { sql: some('talk_files', 'talk_files WHERE message_id IS NULL AND at < :before', stepFiles), before: unnamed },
    { sql: some('talk_files', strangersFiles, stepFiles), before: rested },
    { sql: some('talk_files', `talk_files WHERE conversation_id IN (${due})`, stepFiles), before: chats },
    { sql: some('talk_messages', `talk_messages WHERE conversation_id IN (${due})`, stepRows), before: chats },
    { sql: some('conversations', `conversations WHERE id IN (${due})`, stepTalks), before: chats },
    {
      sql: some('talk_files', `talk_files WHERE message_id IN (SELECT talk_messages.id FROM ${past})`, stepFiles),
      before: chats,
    },
    { sql: some('talk_messages', past, stepRows), before: chats },
    { sql: some('talk_spells', 'talk_spells WHERE opened_at < :before', stepRows), before: measures },
  ]
}
