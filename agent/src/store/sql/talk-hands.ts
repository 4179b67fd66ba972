import type { ReturnReason } from '@sereno/shared/conversations.ts'
import type { Database } from '../database.ts'
import type { Picked, TalkRefusal } from '../talk-types.ts'
import { type ConversationRow, conversationRow, insertEvent } from './talk-row.ts'
import { endSpell } from './talk-spells.ts'

/** Messages of theirs without an answer: news to whoever has it next. */
const unansweredCount = `(SELECT count(*) FROM talk_messages
  WHERE conversation_id = conversations.id AND kind = 'in' AND sequence > conversations.answered)`

const isThere = (db: Database, userId: string): boolean =>
  db.get('SELECT 1 FROM users WHERE id = :userId AND disabled_at IS NULL', { userId }) !== undefined

/** Of two at the same moment the second hears who was first. */
export function pickTalk(db: Database, conversationId: string, userId: string, name: string, at: number): Picked {
  const conversation = conversationRow(db, conversationId)
  if (conversation === undefined || !isThere(db, userId)) return 'not_found'
  if (conversation.closed_at !== null) return 'closed'
  if (conversation.picker_id === userId) return { picked: true }
  if (conversation.picker_id !== null) return { by: conversation.picker, at: conversation.picked_at ?? at }
  db.run('UPDATE conversations SET picker_id = :userId, picker = :name, picked_at = :at WHERE id = :conversationId', {
    conversationId,
    userId,
    name,
    at,
  })
  insertEvent(db, conversationId, userId, name, { type: 'picked' }, at)
  return { picked: true }
}

/** Theirs and not over, or why not. */
function held(db: Database, conversationId: string, userId: string | null): ConversationRow | TalkRefusal {
  const conversation = conversationRow(db, conversationId)
  if (conversation === undefined || conversation.picker_id === null) return 'not_found'
  if (userId !== null && conversation.picker_id !== userId) return 'not_found'
  return conversation.closed_at === null ? conversation : 'closed'
}

export function giveBackTalk(
  db: Database,
  conversationId: string,
  userId: string | null,
  reason: ReturnReason,
  at: number,
): TalkRefusal | null {
  const conversation = held(db, conversationId, userId)
  if (typeof conversation === 'string') return conversation
  toInbox(db, conversation, reason, at)
  return null
}

export function giveBackAllTalks(db: Database, userId: string, reason: ReturnReason, at: number): string[] {
  const all = db.all<ConversationRow>(
    'SELECT * FROM conversations WHERE picker_id = :userId AND closed_at IS NULL ORDER BY last_at',
    { userId },
  )
  for (const conversation of all) toInbox(db, conversation, reason, at)
  return all.map(({ id }) => id)
}

/** A contact who asks for somebody else waits for them, also where they wrote nothing. */
function toInbox(db: Database, conversation: ConversationRow, reason: ReturnReason, at: number): void {
  const { id, picker, picker_id: pickerId } = conversation
  db.run(
    `UPDATE conversations SET picker_id = NULL, picker = '', picked_at = NULL, inbox_since = :at,
       called_at = iif(:reason = 'contact', called_at, NULL),
       waiting_since = iif(:reason = 'contact', coalesce(waiting_since, :at), waiting_since), unread = ${unansweredCount} WHERE id = :id`,
    { id, at, reason },
  )
  const [userId, author] = reason === 'contact' ? [null, nameOf(conversation)] : [pickerId, picker]
  insertEvent(db, id, userId, author, { type: 'returned', reason }, at)
}

const nameOf = ({ contact }: ConversationRow): string => (JSON.parse(contact) as { name: string }).name

export function transferTalk(
  db: Database,
  conversationId: string,
  from: { userId: string; name: string },
  to: { userId: string; name: string },
  note: string,
  at: number,
): TalkRefusal | null {
  const conversation = held(db, conversationId, from.userId)
  if (typeof conversation === 'string') return conversation
  if (!isThere(db, to.userId)) return 'not_found'
  db.run(
    `UPDATE conversations SET picker_id = :userId, picker = :name, picked_at = :at, unread = ${unansweredCount}
     WHERE id = :conversationId`,
    { conversationId, ...to, at },
  )
  insertEvent(db, conversationId, from.userId, from.name, { type: 'transferred', to: to.name, note }, at)
  return null
}

export function closeTalk(
  db: Database,
  conversationId: string,
  userId: string,
  name: string,
  at: number,
): TalkRefusal | null {
  const conversation = held(db, conversationId, userId)
  if (typeof conversation === 'string') return conversation
  shut(db, conversationId, at)
  endSpell(db, conversationId, at)
  insertEvent(db, conversationId, userId, name, { type: 'closed' }, at)
  return null
}

function shut(db: Database, conversationId: string, at: number): void {
  const answered = 'coalesce((SELECT max(sequence) FROM talk_messages WHERE conversation_id = conversations.id), 0)'
  db.run(
    `UPDATE conversations SET closed_at = :at, waiting_since = NULL, unread = 0, answered = ${answered}
     WHERE id = :conversationId`,
    { conversationId, at },
  )
}

/**
 * What lies in the inbox since before a time and nobody picks is over, some at a time; their ids. Nobody solved it, so its
 * spell stays open.
 */
export function closeRestingTalks(db: Database, before: number, at: number): string[] {
  const resting = db.all<{ id: string }>(
    'SELECT id FROM conversations WHERE picker_id IS NULL AND closed_at IS NULL AND last_at < :before LIMIT 50',
    { before },
  )
  for (const { id } of resting) {
    shut(db, id, at)
    insertEvent(db, id, null, '', { type: 'rested' }, at)
  }
  return resting.map(({ id }) => id)
}
