import type { TalkEvent } from '@sereno/shared/conversation.ts'
import type { Database } from '../database.ts'
import type { Outgoing, TalkMessageRecord, TalkRefusal } from '../talk-types.ts'
import { previewOf } from './talk-receive.ts'
import { hasTextRoom, letOldestGo } from './talk-room.ts'
import { areFree, conversationRow, insertEvent, insertMessage, messageOf, talkMessage } from './talk-row.ts'
import { answerSpell } from './talk-spells.ts'

/** Looked at here, where nobody can take or close it in between. One that is kept already is given, whoever has it now. */
export function writeTalk(db: Database, conversationId: string, message: Outgoing): TalkMessageRecord | TalkRefusal {
  const { userId, clientId, at } = message
  const kept = writtenTalk(db, conversationId, userId, clientId)
  if (kept !== null) return kept
  const conversation = conversationRow(db, conversationId)
  if (conversation?.picker_id !== userId) return 'not_found'
  if (conversation.closed_at !== null) return 'closed'
  if (!hasTextRoom(db, message.text, 'house', at)) return 'full'
  if (!areFree(db, conversationId, message.fileIds)) return 'not_found'
  letOldestGo(db, conversationId)
  const sequence = insertMessage(db, { ...message, conversationId })
  if (message.kind === 'out') {
    db.run(
      `UPDATE conversations SET last_at = :at, waiting_since = NULL, answered = :sequence, preview = :preview
       WHERE id = :conversationId`,
      { conversationId, at, sequence, preview: previewOf(message.text) },
    )
    answerSpell(db, conversationId, at)
    if (message.state === 'sent') channelSent(db, conversation.channel_id, at)
  }
  setDraft(db, conversationId, userId, '')
  return talkMessage(db, message.id) ?? 'not_found'
}

export const writtenTalk = (
  db: Database,
  conversationId: string,
  userId: string | null,
  clientId: string,
): TalkMessageRecord | null =>
  messageOf(
    db,
    `conversation_id = :conversationId AND client_id = :clientId AND (kind = 'in') = (:userId IS NULL)
       AND user_id IS :userId`,
    { conversationId, userId, clientId },
  )

export function channelSent(db: Database, channelId: string, at: number): void {
  db.run(
    `INSERT INTO talk_channels (channel_id, last_out_at) VALUES (:channelId, :at)
     ON CONFLICT (channel_id) DO UPDATE SET last_out_at = :at`,
    { channelId, at },
  )
}

/** Also where they have it no more: what it tells has happened. */
export function noteTalk(
  db: Database,
  conversationId: string,
  userId: string,
  name: string,
  event: TalkEvent,
  at: number,
): void {
  if (conversationRow(db, conversationId) !== undefined) insertEvent(db, conversationId, userId, name, event, at)
}

/** Only of what they have picked. */
export function setDraft(db: Database, conversationId: string, userId: string, text: string): void {
  if (text === '')
    db.run('DELETE FROM talk_drafts WHERE conversation_id = :conversationId AND user_id = :userId', {
      conversationId,
      userId,
    })
  else
    db.run(
      `INSERT INTO talk_drafts (conversation_id, user_id, text)
       SELECT id, picker_id, :text FROM conversations
       WHERE id = :conversationId AND picker_id = :userId AND closed_at IS NULL
       ON CONFLICT (conversation_id, user_id) DO UPDATE SET text = excluded.text`,
      { conversationId, userId, text },
    )
}

export const talkDraft = (db: Database, conversationId: string, userId: string): string =>
  db.get<{ text: string }>(
    'SELECT text FROM talk_drafts WHERE conversation_id = :conversationId AND user_id = :userId',
    { conversationId, userId },
  )?.text ?? ''
