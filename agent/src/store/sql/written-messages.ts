import type { TicketState } from '@sereno/shared/ticket.ts'
import type { Database } from '../database.ts'
import type { WrittenMessage } from '../ticket-types.ts'

interface WrittenRow {
  id: string
  ticket: number
  subject: string
  state: TicketState
  user_id: string | null
  author: string
  at: number
  text: string
  asked_by: string | null
  unread: number
  by_asker: number
  by_others: number
}

/** Those that only set a state hold no text. */
export const writtenMessages = (db: Database, since: number, until: number): WrittenMessage[] =>
  db
    .all<WrittenRow>(
      `SELECT message.id, ticket, subject, tickets.state, message.user_id, message.author, message.at, message.text,
         tickets.user_id AS asked_by, unread,
         EXISTS (SELECT 1 FROM ticket_messages AS later WHERE later.ticket = message.ticket
           AND later.sequence > message.sequence AND later.user_id = tickets.user_id) AS by_asker,
         EXISTS (SELECT 1 FROM ticket_messages AS later WHERE later.ticket = message.ticket
           AND later.sequence > message.sequence AND later.user_id IS NOT tickets.user_id) AS by_others
       FROM ticket_messages AS message JOIN tickets ON tickets.number = message.ticket
       WHERE message.state IS NULL AND message.at >= :since AND message.at <= :until
       ORDER BY message.sequence LIMIT 200`,
      { since, until },
    )
    .map((row) => ({
      id: row.id,
      ticket: row.ticket,
      subject: row.subject,
      state: row.state,
      userId: row.user_id,
      author: row.author,
      at: row.at,
      text: row.text,
      askedBy: row.asked_by,
      unread: row.unread === 1,
      answeredByAsker: row.by_asker === 1,
      answeredByOthers: row.by_others === 1,
    }))
