import type { Page } from '@sereno/shared/field.ts'
import type { TicketMail, TicketState, Urgency } from '@sereno/shared/ticket.ts'
import { ticketBounds } from '@sereno/shared/tickets.ts'
import { fromCursor, toPage } from '../cursor.ts'
import type { Database } from '../database.ts'
import type { NewOutboxItem } from '../outbox-types.ts'
import type { PageRequest } from '../page-request.ts'
import type {
  MessageRecord,
  NewMessage,
  NewTicket,
  TicketFilter,
  TicketRecord,
  TicketRefusal,
} from '../ticket-types.ts'
import { addItems } from './outbox.ts'
import { raise } from './raise.ts'

interface TicketRow {
  number: number
  subject: string
  urgency: Urgency
  state: TicketState
  user_id: string | null
  author: string
  diagnostics: string | null
  created_at: number
  updated_at: number
  unread: number
  mail: number | null
}
interface MessageRow {
  id: string
  ticket: number
  user_id: string | null
  author: string
  at: number
  text: string
  state: TicketState | null
  mail: number | null
}

/** As they are ordered: the worst first. */
const mails: readonly TicketMail[] = ['none', 'failed', 'waiting', 'sent']

/** How a message's mails stand, as a place in that list; one that the outbox forgot long ago was sent. */
const mailOf = `CASE WHEN told = 0 THEN 0 ELSE (
  SELECT min(CASE outbox.state WHEN 'failed' THEN 1 WHEN 'waiting' THEN 2 WHEN 'sending' THEN 2 ELSE 3 END)
  FROM ticket_mails LEFT JOIN outbox ON outbox.id = ticket_mails.mail_id
  WHERE ticket_mails.message_id = ticket_messages.id) END`
const mailOfTicket = `(SELECT min(${mailOf}) FROM ticket_messages WHERE ticket = tickets.number)`

const toMail = (mail: number | null): TicketMail => (mail === null ? null : (mails[mail] ?? null))

const toTicket = (row: TicketRow): TicketRecord => ({
  number: row.number,
  subject: row.subject,
  urgency: row.urgency,
  state: row.state,
  userId: row.user_id,
  author: row.author,
  diagnostics: row.diagnostics,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  unread: row.unread === 1,
  mail: toMail(row.mail),
})

const toMessage = (row: MessageRow): MessageRecord => ({
  id: row.id,
  ticket: row.ticket,
  userId: row.user_id,
  author: row.author,
  at: row.at,
  text: row.text,
  state: row.state,
  mail: toMail(row.mail),
})

const countOf = (db: Database, sql: string, params = {}): number =>
  db.get<{ count: number }>(`SELECT count(*) AS count FROM ${sql}`, params)?.count ?? 0

export function addTicket(db: Database, ticket: NewTicket, message: NewMessage): number | 'full' {
  const { pending, pendingLeads, all } = ticketBounds
  if (countOf(db, "tickets WHERE state = 'pending'") >= pending || countOf(db, 'tickets') >= all) return 'full'
  const leads = "tickets WHERE state = 'pending' AND number IN (SELECT ticket FROM leads)"
  if (ticket.userId === null && countOf(db, leads) >= pendingLeads) return 'full'
  const made = db.get<{ number: number }>(
    `INSERT INTO tickets (subject, urgency, state, user_id, author, diagnostics, created_at, updated_at)
     VALUES (:subject, :urgency, 'pending', :userId, :author, :diagnostics, :createdAt, :createdAt)
     RETURNING number`,
    { ...ticket },
  )
  const number = made?.number ?? 0
  insertMessage(db, number, message)
  return number
}

/** Each is told to the webhooks that want to hear of it. */
function insertMessage(db: Database, ticket: number, message: NewMessage): void {
  raise(db, 'ticket.updated', `${ticket}:${message.id}`, message.at)
  db.run(
    `INSERT INTO ticket_messages (id, ticket, user_id, author, at, text, state)
     VALUES (:id, :ticket, :userId, :author, :at, :text, :state)`,
    { ...message, ticket },
  )
}

/** The state is looked at here, where nobody can close the ticket in between. */
export function addMessage(db: Database, number: number, message: NewMessage): TicketRefusal | null {
  const ticket = db.get<Pick<TicketRow, 'state' | 'user_id'>>(
    'SELECT state, user_id FROM tickets WHERE number = :number',
    { number },
  )
  if (ticket === undefined) return 'not_found'
  if (ticket.state === 'closed') return 'closed'
  if (
    message.state === null &&
    countOf(db, 'ticket_messages WHERE ticket = :number', { number }) >= ticketBounds.messages
  )
    return 'full'
  const { at, state, userId } = message
  const byAuthor = ticket.user_id !== null && ticket.user_id === userId
  insertMessage(db, number, message)
  db.run(
    `UPDATE tickets SET updated_at = max(updated_at, :at), state = coalesce(:state, state),
       unread = CASE WHEN :byAuthor THEN unread ELSE 1 END WHERE number = :number`,
    { number, at, state, byAuthor: byAuthor ? 1 : 0 },
  )
  return null
}

export function ticketOf(db: Database, number: number): TicketRecord | null {
  const row = db.get<TicketRow>(`SELECT *, ${mailOfTicket} AS mail FROM tickets WHERE number = :number`, { number })
  return row === undefined ? null : toTicket(row)
}

export function listTickets(db: Database, filter: TicketFilter, page: PageRequest): Page<TicketRecord> {
  const place = fromCursor(page.cursor)
  const rows = db.all<TicketRow & { at: number; sequence: number }>(
    `SELECT *, updated_at AS at, number AS sequence, ${mailOfTicket} AS mail FROM tickets
     WHERE (:userId IS NULL OR user_id = :userId)
       AND (:states = '[]' OR state IN (SELECT value FROM json_each(:states)))
       AND (:at IS NULL OR (updated_at, number) < (:at, :sequence))
     ORDER BY updated_at DESC, number DESC LIMIT :limit`,
    {
      userId: filter.userId,
      states: JSON.stringify(filter.states),
      at: place?.at ?? null,
      sequence: place?.sequence ?? null,
      limit: page.limit + 1,
    },
  )
  return toPage(rows, page.limit, toTicket)
}

export function countTickets(db: Database, userId: string | null, me: string): Record<TicketState | 'unread', number> {
  const counts = { pending: 0, solved: 0, closed: 0, unread: 0 }
  for (const { state, count } of db.all<{ state: TicketState; count: number }>(
    'SELECT state, count(*) AS count FROM tickets WHERE :userId IS NULL OR user_id = :userId GROUP BY state',
    { userId },
  ))
    counts[state] = count
  counts.unread = countOf(db, 'tickets WHERE user_id = :me AND unread = 1', { me })
  return counts
}

export const messagesOfTicket = (db: Database, number: number): MessageRecord[] =>
  db
    .all<MessageRow>(`SELECT *, ${mailOf} AS mail FROM ticket_messages WHERE ticket = :number ORDER BY sequence`, {
      number,
    })
    .map(toMessage)

export const messagesBy = (db: Database, userId: string): MessageRecord[] =>
  db
    .all<MessageRow>(`SELECT *, ${mailOf} AS mail FROM ticket_messages WHERE user_id = :userId ORDER BY sequence`, {
      userId,
    })
    .map(toMessage)

export function markSeen(db: Database, number: number): void {
  db.run('UPDATE tickets SET unread = 0 WHERE number = :number', { number })
}

export function untoldMessages(
  db: Database,
  after: string | null,
): { message: MessageRecord; ticket: TicketRecord; isFirst: boolean }[] {
  const rows = db.all<MessageRow & { first: number }>(
    `SELECT *, ${mailOf} AS mail, NOT EXISTS (SELECT 1 FROM ticket_messages AS earlier
       WHERE earlier.ticket = ticket_messages.ticket AND earlier.sequence < ticket_messages.sequence) AS first
     FROM ticket_messages WHERE told = 0
       AND sequence > coalesce((SELECT sequence FROM ticket_messages WHERE id = :after), 0)
     ORDER BY sequence LIMIT 50`,
    { after },
  )
  return rows.flatMap((row) => {
    const ticket = ticketOf(db, row.ticket)
    return ticket === null ? [] : [{ message: toMessage(row), ticket, isFirst: row.first === 1 }]
  })
}

/** Of two who tell of the same message, the second finds it told. */
export function tellMessage(db: Database, id: string, toDistributor: NewOutboxItem[], toAuthor: NewOutboxItem[]): void {
  if (db.run('UPDATE ticket_messages SET told = 1 WHERE id = :id AND told = 0', { id }) === 0) return
  addItems(db, [...toDistributor, ...toAuthor])
  for (const mail of toDistributor)
    db.run('INSERT INTO ticket_mails (mail_id, message_id) VALUES (:mailId, :id)', { mailId: mail.id, id })
}

/** The same mail with the same Message-ID: should it have arrived after all, its reader sees that it is the same. */
export const resendTicketMails = (db: Database, number: number, now: number, expiresAt: number): number =>
  db.run(
    `UPDATE outbox SET state = 'waiting', attempts = 0, next_at = :now, expires_at = :expiresAt, done_at = NULL,
       last_error = NULL
     WHERE state = 'failed' AND id IN (SELECT mail_id FROM ticket_mails
       JOIN ticket_messages ON ticket_messages.id = ticket_mails.message_id WHERE ticket_messages.ticket = :number)`,
    { number, now, expiresAt },
  )
