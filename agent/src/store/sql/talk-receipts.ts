import type { MessageFault } from '@sereno/shared/conversations.ts'
import type { Database } from '../database.ts'
import { loseAnswer } from './talk-lost.ts'

type Receipt = 'delivered' | 'seen' | 'failed'

/** Receipts of ids that nobody knows yet; of more the oldest go: they are those of messages that were not ours. */
const mostEarly = 1000

/** The picker has read it: the ids of what is news to the contact. */
export function seeTalk(db: Database, conversationId: string, userId: string): string[] {
  const seen = db.run('UPDATE conversations SET unread = 0 WHERE id = :conversationId AND picker_id = :userId', {
    conversationId,
    userId,
  })
  if (seen === 0) return []
  return ids(
    db,
    `UPDATE talk_messages SET state = 'seen'
     WHERE conversation_id = :conversationId AND kind = 'in' AND state IN ('sent', 'delivered') RETURNING id`,
    { conversationId },
  )
}

/** Only of what was sent: what waits, nobody has read, whatever the sequence. */
export const receiptTalk = (
  db: Database,
  conversationId: string,
  state: 'delivered' | 'seen',
  upTo: number,
): string[] =>
  ids(
    db,
    `UPDATE talk_messages SET state = :state
     WHERE conversation_id = :conversationId AND kind = 'out' AND state IN ('sent', 'delivered') AND state <> :state
       AND sequence <= :upTo RETURNING id`,
    { conversationId, state, upTo },
  )

/** The same of all that left by a moment, ms since 1970. */
export const receiptTalkBy = (
  db: Database,
  conversationId: string,
  state: 'delivered' | 'seen',
  sentBy: number,
): string[] =>
  ids(
    db,
    `UPDATE talk_messages SET state = :state
     WHERE conversation_id = :conversationId AND kind = 'out' AND state IN ('sent', 'delivered') AND state <> :state
       AND coalesce(sent_at, at) <= :sentBy RETURNING id`,
    { conversationId, state, sentBy: Math.floor(sentBy) },
  )

/**
 * A message counts as delivered or seen when its last part is, and as failed when any is. A receipt may be faster than
 * our own note that the message was sent: it is kept, the highest of each id, until that is written.
 */
export const receiptsTalk = (
  db: Database,
  channelId: string,
  state: Receipt,
  externalIds: readonly string[],
  fault: MessageFault = 'refused',
): string[] => externalIds.flatMap((externalId) => receiptOf(db, channelId, state, externalId, fault))

function receiptOf(db: Database, channelId: string, state: Receipt, externalId: string, fault: MessageFault): string[] {
  const known = db.get<{ message_id: string; is_last: number }>(
    'SELECT message_id, is_last FROM talk_externals WHERE channel_id = :channelId AND external_id = :externalId',
    { channelId, externalId },
  )
  if (known === undefined) {
    keepEarly(db, channelId, state, externalId, fault)
    return []
  }
  const id = known.message_id
  if (state === 'failed') {
    // All of it goes again, should somebody have it tried again. A part that is lost counts whatever became of the last.
    const lost = ids(
      db,
      `UPDATE talk_messages SET state = 'failed', fault = :fault, parts_done = 0
       WHERE id = :id AND kind = 'out' AND (state IN ('waiting', 'sent') OR (state <> 'failed' AND :isLast = 0))
       RETURNING id`,
      { id, fault, isLast: known.is_last },
    )
    for (const one of lost) loseAnswer(db, one)
    return lost
  }
  if (known.is_last === 0) return []
  return ids(
    db,
    `UPDATE talk_messages SET state = :state
     WHERE id = :id AND kind = 'out' AND state IN ('sent', 'delivered') AND state <> :state RETURNING id`,
    { id, state },
  )
}

function keepEarly(db: Database, channelId: string, state: Receipt, externalId: string, fault: MessageFault): void {
  db.run(
    `INSERT INTO talk_early_receipts (channel_id, external_id, state, fault)
     VALUES (:channelId, :externalId, :state, :fault)
     ON CONFLICT (channel_id, external_id) DO UPDATE SET state = excluded.state
       WHERE talk_early_receipts.state = 'delivered' AND excluded.state = 'seen'`,
    { channelId, externalId, state, fault },
  )
  db.run(
    `DELETE FROM talk_early_receipts
     WHERE sequence <= (SELECT max(sequence) FROM talk_early_receipts) - ${mostEarly}`,
  )
}

/** Meta's id of a part is known now: what came for it before counts. */
export function earlyReceipt(db: Database, channelId: string, externalId: string): void {
  const early = db.get<{ state: Receipt; fault: MessageFault | null }>(
    `DELETE FROM talk_early_receipts WHERE channel_id = :channelId AND external_id = :externalId
     RETURNING state, fault`,
    { channelId, externalId },
  )
  if (early !== undefined) receiptOf(db, channelId, early.state, externalId, early.fault ?? 'refused')
}

const ids = (db: Database, sql: string, params: Record<string, string | number>): string[] =>
  db.all<{ id: string }>(sql, params).map(({ id }) => id)
