import { conversationBounds } from '@sereno/shared/conversations.ts'
import type { Database } from '../database.ts'
import type { Sender, TalkFileRecord, TalkRefusal } from '../talk-types.ts'
import { shareOf, sparedSince } from './talk-room.ts'

/** Files that go at most to make room for one: each is some MB. */
const mostGone = 20

/** Also where the conversation is over: a contact's message that names it opens it anew. */
export function beginTalkFile(db: Database, file: TalkFileRecord, sender: Sender = 'house'): TalkRefusal | null {
  const { conversationId } = file
  if (db.get('SELECT 1 FROM conversations WHERE id = :conversationId', { conversationId }) === undefined)
    return 'not_found'
  const { count } = db.get<{ count: number }>(
    'SELECT count(*) AS count FROM talk_files WHERE conversation_id = :conversationId AND message_id IS NULL',
    { conversationId },
  ) ?? { count: 0 }
  if (count >= conversationBounds.files || !isInShare(db, file.bytes, sender)) return 'full'
  if (!makeRoom(db, file.bytes, sparedSince(sender, file.at))) return 'full'
  db.run(
    `INSERT INTO talk_files (id, conversation_id, name, type, bytes, at, network)
     VALUES (:id, :conversationId, :name, :type, :bytes, :at, :network)`,
    { ...file, network: typeof sender === 'string' ? '' : sender.network },
  )
  return null
}

/** Strangers leave room for those who are known, and for strangers from elsewhere. */
function isInShare(db: Database, bytes: number, sender: Sender): boolean {
  if (typeof sender === 'string') return true
  const sum = (where: string, params = {}) =>
    db.get<{ sum: number }>(`SELECT coalesce(sum(bytes), 0) AS sum FROM talk_files WHERE network > ''${where}`, params)
      ?.sum ?? 0
  const ofNetwork = sum(' AND network = :network', { network: sender.network })
  return (
    ofNetwork + bytes <= shareOf(conversationBounds.networkFileBytes, sender) &&
    sum('') + bytes <= conversationBounds.strangerFileBytes
  )
}

/**
 * Where all is full, the files of conversations that were over before a time go, the oldest first, and a few at most; not
 * those of what is still to be sent.
 */
function makeRoom(db: Database, bytes: number, before: number): boolean {
  const sum = db.get<{ sum: number }>('SELECT coalesce(sum(bytes), 0) AS sum FROM talk_files')?.sum ?? 0
  let wanted = sum + bytes - conversationBounds.allFileBytes
  if (wanted <= 0) return true
  const over = db.all<{ sequence: number; bytes: number }>(
    `SELECT talk_files.sequence, bytes FROM talk_files JOIN conversations ON conversations.id = conversation_id
     WHERE closed_at IS NOT NULL AND closed_at < :before
       AND NOT EXISTS (SELECT 1 FROM talk_messages WHERE id = message_id AND state = 'waiting')
     ORDER BY talk_files.sequence LIMIT ${mostGone}`,
    { before },
  )
  for (const file of over) {
    if (wanted <= 0) break
    db.run('DELETE FROM talk_files WHERE sequence = :sequence', { sequence: file.sequence })
    wanted -= file.bytes
  }
  return wanted <= 0
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
