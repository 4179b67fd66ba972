import type { Database } from '../database.ts'
import type { ConversationRecord, TalkCounts, TalkMessageRecord, UnansweredMessage } from '../talk-types.ts'
import { type ConversationRow, conversationRow, type MessageRow, toConversation, toMessages } from './talk-row.ts'

export function conversationOf(db: Database, id: string): ConversationRecord | null {
  const row = conversationRow(db, id)
  return row === undefined ? null : toConversation(row)
}

export function conversationByContact(db: Database, channelId: string, contactKey: string): ConversationRecord | null {
  const row = db.get<ConversationRow>(
    'SELECT * FROM conversations WHERE channel_id = :channelId AND contact_key = :contactKey',
    { channelId, contactKey },
  )
  return row === undefined ? null : toConversation(row)
}

export function countTalks(db: Database, userId: string): TalkCounts {
  const inbox = db.get<{ count: number; oldest: number | null }>(
    `SELECT count(*) AS count, min(waiting_since) AS oldest FROM conversations
     WHERE picker_id IS NULL AND closed_at IS NULL`,
  )
  const mine = db.get<{ count: number; unread: number | null }>(
    `SELECT count(*) AS count, sum(unread > 0) AS unread FROM conversations
     WHERE picker_id = :userId AND closed_at IS NULL`,
    { userId },
  )
  const closed = db.get<{ count: number }>(
    'SELECT count(*) AS count FROM conversations WHERE picker_id = :userId AND closed_at IS NOT NULL',
    { userId },
  )
  const open = db.get<{ count: number }>('SELECT count(*) AS count FROM conversations WHERE closed_at IS NULL')
  return {
    inbox: inbox?.count ?? 0,
    mine: mine?.count ?? 0,
    mineUnread: mine?.unread ?? 0,
    closed: closed?.count ?? 0,
    others: (open?.count ?? 0) - (inbox?.count ?? 0) - (mine?.count ?? 0),
    oldestAt: inbox?.oldest ?? null,
  }
}

/** The newest of them, or the `next` ones after `after`, in their order; `hasMore`: others are between as well. */
export function talkMessages(
  db: Database,
  conversationId: string,
  { after, before, next = false }: { after?: number; before?: number; next?: boolean },
  limit: number,
): { items: TalkMessageRecord[]; hasMore: boolean } {
  const rows = db.all<MessageRow>(
    `SELECT * FROM talk_messages WHERE conversation_id = :conversationId AND sequence > :after AND sequence < :before
     ORDER BY sequence ${next ? 'ASC' : 'DESC'} LIMIT :most`,
    { conversationId, after: after ?? 0, before: before ?? Number.MAX_SAFE_INTEGER, most: limit + 1 },
  )
  const page = rows.slice(0, limit)
  return { items: toMessages(db, next ? page : page.reverse()), hasMore: rows.length > limit }
}

interface UnansweredRow {
  id: string
  conversation_id: string
  at: number
  author: string
  is_verified: number
  text: string
  picker_id: string | null
  channel_name: string
}

const hourMs = 3_600_000

/** Of each conversation: who floods one keeps nobody else's from being told. */
const mostOfEach = 10

export const unansweredTalk = (db: Database, since: number, until: number): UnansweredMessage[] =>
  db
    .all<UnansweredRow>(
      `SELECT talk_messages.id, conversation_id, at, author, iif(picker_id IS NULL, '', text) AS text, picker_id,
         channel_name, contact ->> '$.verified' AS is_verified
       FROM conversations CROSS JOIN talk_messages ON talk_messages.sequence IN
         (SELECT theirs.sequence FROM talk_messages AS theirs
          WHERE theirs.conversation_id = conversations.id AND theirs.sequence > answered AND theirs.kind = 'in'
            AND theirs.at >= :since AND theirs.at <= :until
          ORDER BY theirs.sequence DESC LIMIT ${mostOfEach})
       WHERE waiting_since IS NOT NULL AND waiting_since <= :until AND last_at >= :since
       ORDER BY talk_messages.sequence`,
      { since, until },
    )
    .map((row) => ({
      id: row.id,
      conversationId: row.conversation_id,
      at: row.at,
      author: row.author,
      isVerified: row.is_verified === 1,
      text: row.text,
      pickerId: row.picker_id,
      channelName: row.channel_name,
    }))

/** Whoever asks for somebody else again and again has nobody called more often. */
export const unpickedTalks = (db: Database, before: number, exceptChannels: readonly string[]): ConversationRecord[] =>
  db
    .all<ConversationRow>(
      `SELECT * FROM conversations
       WHERE closed_at IS NULL AND picker_id IS NULL AND inbox_since <= :before AND waiting_since <= :before
         AND channel_id NOT IN (SELECT value FROM json_each(:exceptChannels))
         AND (called_at IS NULL OR called_at < inbox_since AND called_at <= :before - ${hourMs})
       ORDER BY inbox_since LIMIT 50`,
      { before, exceptChannels: JSON.stringify(exceptChannels) },
    )
    .map(toConversation)

export function escalatedTalks(db: Database, ids: readonly string[], at: number): void {
  db.run('UPDATE conversations SET called_at = :at WHERE id IN (SELECT value FROM json_each(:ids))', {
    ids: JSON.stringify(ids),
    at,
  })
}

export const talkChannelTimes = (
  db: Database,
): { channelId: string; lastInAt: number | null; lastOutAt: number | null }[] =>
  db
    .all<{ channel_id: string; last_in_at: number | null; last_out_at: number | null }>('SELECT * FROM talk_channels')
    .map((row) => ({ channelId: row.channel_id, lastInAt: row.last_in_at, lastOutAt: row.last_out_at }))
