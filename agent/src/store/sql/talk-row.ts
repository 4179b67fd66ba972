import type { Contact, TalkEvent } from '@sereno/shared/conversation.ts'
import type { MessageFault, MessageKind, MessageState } from '@sereno/shared/conversations.ts'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import type { AttachmentType } from '@sereno/shared/ticket.ts'
import type { Database, Params } from '../database.ts'
import { makeId } from '../make-id.ts'
import type { ConversationRecord, TalkFileRecord, TalkMessageRecord } from '../talk-types.ts'

export interface ConversationRow {
  sequence: number
  id: string
  channel_id: string
  channel_type: ConversationRecord['channelType']
  channel_name: string
  contact_key: string
  contact: string
  picker_id: string | null
  picker: string
  picked_at: number | null
  closed_at: number | null
  created_at: number
  last_at: number
  last_in_at: number | null
  waiting_since: number | null
  inbox_since: number
  answered: number
  unread: number
  preview: string
}

export interface MessageRow {
  id: string
  sequence: number
  conversation_id: string
  kind: MessageKind
  user_id: string | null
  author: string
  at: number
  text: string
  state: MessageState | null
  fault: MessageFault | null
  event: string | null
  client_id: string | null
  external_id: string | null
  is_template: number
  parts_done: number
  tries: number
  next_at: number
  expires_at: number
}

export interface FileRow {
  id: string
  conversation_id: string
  message_id: string | null
  name: string
  type: AttachmentType
  bytes: number
  at: number
}

export const toConversation = (row: ConversationRow): ConversationRecord => ({
  id: row.id,
  channelId: row.channel_id,
  channelType: row.channel_type,
  channelName: row.channel_name,
  contactKey: row.contact_key,
  contact: JSON.parse(row.contact) as Contact,
  pickerId: row.picker_id,
  picker: row.picker,
  pickedAt: row.picked_at,
  closedAt: row.closed_at,
  createdAt: row.created_at,
  lastAt: row.last_at,
  waitingSince: row.waiting_since,
  inboxSince: row.inbox_since,
  lastInAt: row.last_in_at,
  unread: row.unread,
  preview: row.preview,
})

export const toFile = (row: FileRow): TalkFileRecord => ({
  id: row.id,
  conversationId: row.conversation_id,
  name: row.name,
  type: row.type,
  bytes: row.bytes,
  at: row.at,
})

/** With their files, in the order of the rows. */
export function toMessages(db: Database, rows: readonly MessageRow[]): TalkMessageRecord[] {
  const files = Map.groupBy(
    db.all<FileRow>(
      `SELECT * FROM talk_files WHERE message_id IN (SELECT value FROM json_each(:ids)) ORDER BY message_id, place`,
      { ids: JSON.stringify(rows.map(({ id }) => id)) },
    ),
    ({ message_id: id }) => id,
  )
  return rows.map((row) => ({
    id: row.id,
    sequence: row.sequence,
    conversationId: row.conversation_id,
    kind: row.kind,
    userId: row.user_id,
    author: row.author,
    at: row.at,
    text: row.text,
    files: (files.get(row.id) ?? []).map(toFile),
    state: row.state,
    fault: row.fault,
    event: row.event === null ? null : (JSON.parse(row.event) as TalkEvent),
    clientId: row.client_id,
    externalId: row.external_id,
    isTemplate: row.is_template === 1,
  }))
}

export const conversationRow = (db: Database, id: string): ConversationRow | undefined =>
  db.get<ConversationRow>('SELECT * FROM conversations WHERE id = :id', { id })

export function messageOf(db: Database, where: string, params: Params): TalkMessageRecord | null {
  const row = db.get<MessageRow>(`SELECT * FROM talk_messages WHERE ${where}`, params)
  return row === undefined ? null : (toMessages(db, [row])[0] ?? null)
}

export const talkMessage = (db: Database, id: string): TalkMessageRecord | null => messageOf(db, 'id = :id', { id })

export const talkFile = (db: Database, id: string): (TalkFileRecord & { messageId: string | null }) | null => {
  const row = db.get<FileRow>('SELECT * FROM talk_files WHERE id = :id AND whole = 1', { id })
  return row === undefined ? null : { ...toFile(row), messageId: row.message_id }
}

type NewMessage = Pick<TalkMessageRecord, 'id' | 'conversationId' | 'kind' | 'userId' | 'author' | 'at'> &
  Partial<
    Pick<TalkMessageRecord, 'text' | 'state' | 'event' | 'clientId' | 'externalId' | 'isTemplate'> & {
      fileIds: readonly string[]
      expiresAt: number
    }
  >

/** Its sequence. Files that are another's, not whole or named before are left out. */
export function insertMessage(db: Database, message: NewMessage): number {
  const { id, conversationId, fileIds = [] } = message
  const { sequence } = db.get<{ sequence: number }>(
    `INSERT INTO talk_messages (id, conversation_id, kind, user_id, author, at, text, state, event, client_id,
       external_id, is_template, next_at, expires_at)
     VALUES (:id, :conversationId, :kind, :userId, :author, :at, :text, :state, :event, :clientId, :externalId,
       :isTemplate, :at, :expiresAt) RETURNING sequence`,
    {
      id,
      conversationId,
      kind: message.kind,
      userId: message.userId,
      author: message.author,
      at: message.at,
      text: message.text ?? '',
      state: message.state ?? null,
      event: message.event ? JSON.stringify(message.event) : null,
      clientId: message.clientId ?? null,
      externalId: message.externalId ?? null,
      isTemplate: message.isTemplate ? 1 : 0,
      expiresAt: message.expiresAt ?? 0,
    },
  ) ?? { sequence: 0 }
  for (const [place, fileId] of fileIds.entries())
    db.run(
      `UPDATE talk_files SET message_id = :id, place = :place
       WHERE id = :fileId AND conversation_id = :conversationId AND message_id IS NULL AND whole = 1`,
      { id, place, fileId, conversationId },
    )
  return sequence
}

/** Whether all of these can be named by a message of a conversation. */
export const areFree = (db: Database, conversationId: string, fileIds: readonly string[]): boolean =>
  db.get<{ count: number }>(
    `SELECT count(*) AS count FROM talk_files
     WHERE id IN (SELECT value FROM json_each(:ids)) AND conversation_id = :conversationId
       AND message_id IS NULL AND whole = 1`,
    { ids: JSON.stringify(fileIds), conversationId },
  )?.count === fileIds.length

/** What happened, as a line of the conversation; its sequence. */
export function insertEvent(
  db: Database,
  conversationId: string,
  userId: string | null,
  author: string,
  event: TalkEvent,
  at: number,
): number {
  return insertMessage(db, { id: makeId(at), conversationId, kind: 'event', userId, author, at, event })
}

export const isFull = (db: Database, conversationId: string): boolean =>
  (db.get<{ count: number }>('SELECT count(*) AS count FROM talk_messages WHERE conversation_id = :conversationId', {
    conversationId,
  })?.count ?? 0) >= conversationBounds.messages
