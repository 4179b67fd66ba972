import type { Database } from '../database.ts'
import type { TalkHead, TalkMessageRecord, TalkOutcome, TalkRefusal } from '../talk-types.ts'
import { loseAnswer, recountAnswers } from './talk-lost.ts'
import { earlyReceipt } from './talk-receipts.ts'
import { type ConversationRow, conversationRow, type MessageRow, talkMessage, toMessages } from './talk-row.ts'
import { answerSpell } from './talk-spells.ts'
import { channelSent } from './talk-write.ts'

/** One that was given up holds nothing back; what waits goes out also where the conversation is over by now. */
export function talkHeads(db: Database): TalkHead[] {
  const rows = db.all<MessageRow>(
    `SELECT * FROM talk_messages WHERE sequence IN
       (SELECT min(sequence) FROM talk_messages WHERE state = 'waiting' GROUP BY conversation_id) ORDER BY sequence`,
  )
  const messages = toMessages(db, rows)
  return rows.flatMap((row, at) => {
    const conversation = conversationRow(db, row.conversation_id)
    const message = messages[at]
    if (conversation === undefined || message === undefined) return []
    return [
      {
        conversation: addressOf(conversation),
        message,
        partsDone: row.parts_done,
        tries: row.tries,
        nextAt: row.next_at,
        expiresAt: row.expires_at,
      },
    ]
  })
}

const addressOf = (row: ConversationRow): TalkHead['conversation'] => ({
  id: row.id,
  channelId: row.channel_id,
  channelType: row.channel_type,
  contactKey: row.contact_key,
  lastInAt: row.last_in_at,
  pickerId: row.picker_id,
})

/** What was given up meanwhile stays so. A receipt that came first is looked up once Meta's id is known. */
export function settleTalk(db: Database, id: string, outcome: TalkOutcome, partsDone?: number): void {
  const row = db.get<{ state: string; parts_done: number; channel_id: string }>(
    `SELECT state, parts_done, channel_id FROM talk_messages JOIN conversations ON conversations.id = conversation_id
     WHERE talk_messages.id = :id`,
    { id },
  )
  if (row?.state !== 'waiting' || row.parts_done !== (partsDone ?? row.parts_done)) return
  if (outcome.end === 'later')
    db.run('UPDATE talk_messages SET tries = tries + 1, next_at = :nextAt WHERE id = :id', {
      id,
      nextAt: Math.round(outcome.nextAt),
    })
  else if (outcome.end === 'failed') {
    db.run("UPDATE talk_messages SET state = 'failed', fault = :fault WHERE id = :id", { id, fault: outcome.fault })
    loseAnswer(db, id)
  } else taken(db, id, row.channel_id, row.parts_done, outcome)
}

function taken(
  db: Database,
  id: string,
  channelId: string,
  part: number,
  outcome: Extract<TalkOutcome, { end: 'part' | 'sent' }>,
): void {
  const { end, externalId } = outcome
  db.run('UPDATE talk_messages SET parts_done = parts_done + 1, tries = 0 WHERE id = :id', { id })
  if (end === 'sent') {
    const { at } = outcome
    db.run("UPDATE talk_messages SET state = 'sent', external_id = :externalId, sent_at = :at WHERE id = :id", {
      ...{ id, externalId, at },
    })
    channelSent(db, channelId, at)
  }
  if (externalId === null) return
  db.run(
    `INSERT INTO talk_externals (channel_id, external_id, message_id, part, is_last)
     VALUES (:channelId, :externalId, :id, :part, :isLast) ON CONFLICT DO NOTHING`,
    { channelId, externalId, id, part, isLast: end === 'sent' ? 1 : 0 },
  )
  earlyReceipt(db, channelId, externalId)
}

/** Goes on with the first part that was not taken, also where it is over. One that is not given up is left alone. */
export function retryTalk(
  db: Database,
  id: string,
  userId: string,
  at: number,
  expiresAt: number,
): TalkMessageRecord | TalkRefusal {
  const message = talkMessage(db, id)
  const conversation = message === null ? undefined : conversationRow(db, message.conversationId)
  if (message?.kind !== 'out' || conversation?.picker_id !== userId) return 'not_found'
  const again = db.run(
    `UPDATE talk_messages SET state = 'waiting', fault = NULL, tries = 0, next_at = :at, expires_at = :expiresAt
     WHERE id = :id AND state = 'failed'`,
    { id, at, expiresAt },
  )
  if (again > 0) {
    // Whatever Meta still tells of the calls that are made again, is of the try before.
    db.run(
      `DELETE FROM talk_externals WHERE message_id = :id
         AND part >= (SELECT parts_done FROM talk_messages WHERE id = :id)`,
      { id },
    )
    recountAnswers(db, conversation.id)
    answerSpell(db, conversation.id, at)
  }
  return talkMessage(db, id) ?? 'not_found'
}

/** The ids of the messages that are given up. */
export function dropTalkChannel(db: Database, channelId: string): string[] {
  db.run('DELETE FROM talk_channels WHERE channel_id = :channelId', { channelId })
  const ids = db
    .all<{ id: string }>(
      `UPDATE talk_messages SET state = 'failed', fault = 'channel_gone' WHERE state = 'waiting'
         AND conversation_id IN (SELECT id FROM conversations WHERE channel_id = :channelId) RETURNING id`,
      { channelId },
    )
    .map(({ id }) => id)
  for (const id of ids) loseAnswer(db, id)
  return ids
}
