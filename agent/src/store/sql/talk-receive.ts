import { cleanText } from '@sereno/shared/field.ts'
import type { Database } from '../database.ts'
import { type Incoming, type Received, type TalkMessageRecord, testKeys } from '../talk-types.ts'
import { raise } from './raise.ts'
import { hasTextRoom, letOldestGo, mayOpen } from './talk-room.ts'
import { type ConversationRow, insertEvent, insertMessage, messageOf, talkMessage } from './talk-row.ts'
import { beginSpell } from './talk-spells.ts'

const previewLength = 120
export const previewOf = (text: string): string => cleanText(text, previewLength)

/** Finds the conversation of whoever wrote or makes it, opens it anew where it was over, and keeps what they wrote. */
export function receiveMessage(db: Database, incoming: Incoming): Received | 'full' {
  const { channelId, contactKey, contact, message, stranger = null } = incoming
  const before = db.get<ConversationRow>(
    'SELECT * FROM conversations WHERE channel_id = :channelId AND contact_key = :contactKey',
    { channelId, contactKey },
  )
  const kept = keptBefore(db, incoming, before?.id)
  if (kept !== null) return { conversationId: kept.conversationId, message: kept, isNew: false, isOpened: false }
  const isTest = contactKey.startsWith(testKeys)
  const isOpened = before === undefined || before.closed_at !== null
  if (isOpened && !mayOpen(db, stranger)) return 'full'
  if (!hasTextRoom(db, message.text, stranger ?? 'contact', message.at)) return 'full'
  if (before !== undefined) letOldestGo(db, before.id)
  const id = before?.id ?? incoming.conversationId
  if (before === undefined) addConversation(db, incoming)
  if (isOpened) open(db, id, contact.name, before === undefined, message.at)
  if (isOpened && !isTest) beginSpell(db, id, message.at)
  insertMessage(db, { ...message, conversationId: id, kind: 'in', userId: null, author: contact.name, state: 'sent' })
  nameIt(db, incoming)
  db.run(
    `UPDATE conversations SET channel_name = :channelName, contact = :contact, last_at = :at,
       -- An older one that comes late takes nothing back; a time that is still to come was never right.
       last_in_at = CASE WHEN last_in_at BETWEEN :sentAt AND :at THEN last_in_at ELSE :sentAt END, network = :network,
       waiting_since = iif(:isTest, NULL, coalesce(waiting_since, :at)), unread = unread + 1,
       preview = :preview WHERE id = :id`,
    {
      id,
      at: message.at,
      isTest: isTest ? 1 : 0,
      sentAt: message.sentAt ?? message.at,
      network: stranger?.network ?? '',
      channelName: incoming.channelName,
      contact: JSON.stringify(contact),
      preview: previewOf(message.text),
    },
  )
  db.run(
    `INSERT INTO talk_channels (channel_id, last_in_at) VALUES (:channelId, :at)
     ON CONFLICT (channel_id) DO UPDATE SET last_in_at = :at`,
    { channelId, at: message.at },
  )
  if (!isTest) raise(db, 'message.received', `${id}:${message.id}`, message.at)
  const received = talkMessage(db, message.id)
  if (received === null) throw new Error('The message was not kept')
  return { conversationId: id, message: received, isNew: true, isOpened }
}

function keptBefore(
  db: Database,
  { channelId, message: { clientId, externalId } }: Incoming,
  conversationId: string | undefined,
): TalkMessageRecord | null {
  if (externalId !== null) {
    const ofIt =
      'id = (SELECT message_id FROM talk_externals WHERE channel_id = :channelId AND external_id = :externalId)'
    const kept = messageOf(db, ofIt, { channelId, externalId })
    if (kept !== null) return kept
  }
  if (clientId === null || conversationId === undefined) return null
  const ofIt = "conversation_id = :conversationId AND client_id = :clientId AND kind = 'in'"
  return messageOf(db, ofIt, { conversationId, clientId })
}

function addConversation(db: Database, incoming: Incoming): void {
  db.run(
    `INSERT INTO conversations (id, channel_id, channel_type, channel_name, contact_key, contact, created_at, last_at,
       inbox_since)
     VALUES (:id, :channelId, :channelType, :channelName, :contactKey, :contact, :at, :at, :at)`,
    {
      id: incoming.conversationId,
      channelId: incoming.channelId,
      channelType: incoming.channelType,
      channelName: incoming.channelName,
      contactKey: incoming.contactKey,
      contact: JSON.stringify(incoming.contact),
      at: incoming.message.at,
    },
  )
}

/** It is everybody's again, whoever had it before. */
function open(db: Database, id: string, author: string, isFirst: boolean, at: number): void {
  const opened = insertEvent(db, id, null, author, { type: isFirst ? 'opened' : 'reopened' }, at)
  db.run(
    `UPDATE conversations SET closed_at = NULL, picker_id = NULL, picker = '', picked_at = NULL, inbox_since = :at,
       called_at = NULL, opened = :opened WHERE id = :id`,
    { id, at, opened },
  )
}

function nameIt(db: Database, { channelId, message: { id, externalId } }: Incoming): void {
  if (externalId === null) return
  db.run(
    `INSERT INTO talk_externals (channel_id, external_id, message_id, part, is_last)
     VALUES (:channelId, :externalId, :id, 0, 1)`,
    { channelId, externalId, id },
  )
}
