import { conversationBounds } from '@sereno/shared/conversations.ts'
import type { Database } from '../database.ts'
import type { TalkFileRecord, TalkRefusal } from '../talk-types.ts'

/** Also where the conversation is over: a contact's message that names it opens it anew. */
export function beginTalkFile(db: Database, file: TalkFileRecord): TalkRefusal | null {
  const { conversationId } = file
  if (db.get('SELECT 1 FROM conversations WHERE id = :conversationId', { conversationId }) === undefined)
    return 'not_found'
  const { count } = db.get<{ count: number }>(
    'SELECT count(*) AS count FROM talk_files WHERE conversation_id = :conversationId AND message_id IS NULL',
    { conversationId },
  ) ?? { count: 0 }
  if (count >= conversationBounds.files || !makeRoom(db, file.bytes)) return 'full'
  db.run(
    `INSERT INTO talk_files (id, conversation_id, name, type, bytes, at)
     VALUES (:id, :conversationId, :name, :type, :bytes, :at)`,
    { ...file },
  )
  return null
}

/** Where all is full, the files of conversations that are over go, the oldest first. */
function makeRoom(db: Database, bytes: number): boolean {
  for (;;) {
    const sum = db.get<{ sum: number }>('SELECT coalesce(sum(bytes), 0) AS sum FROM talk_files')?.sum ?? 0
    if (sum + bytes <= conversationBounds.allFileBytes) return true
    const gone = db.run(
      `DELETE FROM talk_files WHERE sequence = (SELECT talk_files.sequence FROM talk_files
         JOIN conversations ON conversations.id = conversation_id WHERE closed_at IS NOT NULL
         ORDER BY talk_files.sequence LIMIT 1)`,
    )
    if (gone === 0) return false
  }
}

export function addTalkFilePart(db: Database, id: string, part: number, bytes: Uint8Array): void {
  db.run('INSERT INTO talk_file_parts (file_id, part, bytes) VALUES (:id, :part, :bytes)', { id, part, bytes })
}

export function endTalkFile(db: Database, id: string): void {
  db.run('UPDATE talk_files SET whole = 1 WHERE id = :id', { id })
}

/** To what a contact wrote: the file was fetched after the message was kept. */
export const nameTalkFile = (db: Database, id: string, messageId: string): boolean =>
  db.run(
    `UPDATE talk_files SET message_id = :messageId,
       place = (SELECT count(*) FROM talk_files WHERE message_id = :messageId)
     WHERE id = :id AND message_id IS NULL AND whole = 1 AND conversation_id =
       (SELECT conversation_id FROM talk_messages WHERE id = :messageId AND kind = 'in')`,
    { id, messageId },
  ) > 0

/** One that a message names stays. */
export function dropTalkFile(db: Database, id: string): void {
  db.run('DELETE FROM talk_files WHERE id = :id AND message_id IS NULL', { id })
}

export const talkFilePart = (db: Database, id: string, part: number): Uint8Array | null =>
  db.get<{ bytes: Uint8Array }>('SELECT bytes FROM talk_file_parts WHERE file_id = :id AND part = :part', { id, part })
    ?.bytes ?? null
