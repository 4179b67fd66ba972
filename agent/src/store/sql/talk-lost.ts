import type { Database } from '../database.ts'

/** Since it was opened last; what was given up never reached them. */
const reached =
  "conversation_id = :conversationId AND kind = 'out' AND state <> 'failed' AND sequence > conversations.opened"

/**
 * What an operator wrote was given up, or is tried again: what has an answer is looked at anew. One that is over stays so.
 * What came after the last that reached the contact waits, as if nothing had been written.
 */
export function recountAnswers(db: Database, conversationId: string): void {
  db.run(
    `UPDATE conversations SET answered = coalesce((SELECT max(sequence) FROM talk_messages WHERE ${reached}), opened)
     WHERE id = :conversationId AND closed_at IS NULL`,
    { conversationId },
  )
  const waiting = "conversation_id = :conversationId AND kind = 'in' AND sequence > conversations.answered"
  db.run(
    `UPDATE conversations SET waiting_since = (SELECT min(at) FROM talk_messages WHERE ${waiting}),
       unread = max(unread, (SELECT count(*) FROM talk_messages WHERE ${waiting}))
     WHERE id = :conversationId AND closed_at IS NULL`,
    { conversationId },
  )
}

/** The answer to a contact that was given up: the conversation waits again, and the measures know of no answer by it. */
export function loseAnswer(db: Database, messageId: string): void {
  const message = db.get<{ id: string }>('SELECT conversation_id AS id FROM talk_messages WHERE id = :messageId', {
    messageId,
  })
  if (message === undefined) return
  const { id: conversationId } = message
  recountAnswers(db, conversationId)
  db.run(
    `UPDATE talk_spells SET first_answer_at =
       (SELECT min(at) FROM talk_messages JOIN conversations ON conversations.id = conversation_id
        WHERE conversation_id = :conversationId AND kind = 'out' AND state <> 'failed'
          AND talk_messages.sequence > opened)
     WHERE sequence = (SELECT max(sequence) FROM talk_spells WHERE conversation_id = :conversationId)
       AND first_answer_at IS NOT NULL`,
    { conversationId },
  )
}
