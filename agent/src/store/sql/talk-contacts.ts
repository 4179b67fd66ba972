import type { Database } from '../database.ts'
import type { ConversationRecord, TalkFileRecord } from '../talk-types.ts'
import { type ConversationRow, type FileRow, toConversation, toFile } from './talk-row.ts'

export const countAllTalks = (db: Database): number =>
  db.get<{ count: number }>('SELECT count(*) AS count FROM conversations')?.count ?? 0

const plain = (text: string) => text.normalize('NFC').trim().toLocaleLowerCase()
const digitsOf = (text: string) => text.replace(/[\s().+-]/gu, '')

/** SQLite knows no capitals beyond ASCII, so names are compared here. */
export function talksOfContact(db: Database, q: string): ConversationRecord[] {
  const wanted = plain(q)
  // WhatsApp knows people by their number, in digits.
  const digits = /^\d{6,15}$/u.test(digitsOf(q)) ? digitsOf(q) : null
  return db
    .all<ConversationRow>('SELECT * FROM conversations ORDER BY sequence')
    .map(toConversation)
    .filter(({ id, contactKey, contact: { name, email, externalId } }) => {
      const all = [id, contactKey, name, email, externalId].filter((one) => one !== null && one !== '')
      return all.some((one) => one !== null && plain(one) === wanted) || contactKey === digits
    })
}

export const talkFilesOf = (db: Database, userId: string): TalkFileRecord[] =>
  db
    .all<FileRow>(
      `SELECT talk_files.* FROM talk_files JOIN conversations ON conversations.id = conversation_id
       WHERE picker_id = :userId AND message_id IS NOT NULL AND whole = 1 ORDER BY talk_files.sequence`,
      { userId },
    )
    .map(toFile)
