import type { AttachmentType } from '@sereno/shared/ticket.ts'
import { ticketBounds } from '@sereno/shared/tickets.ts'
import type { Database } from '../database.ts'
import type { AttachmentRecord, TicketRefusal } from '../ticket-types.ts'

interface AttachmentRow {
  id: string
  ticket: number
  author: string
  name: string
  type: AttachmentType
  bytes: number
  at: number
}

const toAttachment = ({ id, ticket, author, name, type, bytes, at }: AttachmentRow): AttachmentRecord => ({
  id,
  ticket,
  author,
  name,
  type,
  bytes,
  at,
})

export const attachmentsOf = (db: Database, number: number): AttachmentRecord[] =>
  db
    .all<AttachmentRow>('SELECT * FROM attachments WHERE ticket = :number AND whole = 1 ORDER BY sequence', { number })
    .map(toAttachment)

/** What is still on its way counts, so that nobody sends six at once. */
export function beginAttachment(db: Database, attachment: AttachmentRecord): TicketRefusal | null {
  const ticket = db.get<{ state: string }>('SELECT state FROM tickets WHERE number = :number', {
    number: attachment.ticket,
  })
  if (ticket === undefined) return 'not_found'
  if (ticket.state === 'closed') return 'closed'
  const { count } = db.get<{ count: number }>('SELECT count(*) AS count FROM attachments WHERE ticket = :number', {
    number: attachment.ticket,
  }) ?? { count: 0 }
  if (count >= ticketBounds.attachments || !makeRoom(db, attachment.bytes)) return 'full'
  db.run(
    `INSERT INTO attachments (id, ticket, author, name, type, bytes, at)
     VALUES (:id, :ticket, :author, :name, :type, :bytes, :at)`,
    { ...attachment },
  )
  return null
}

/** Where all is full, the files of tickets that are closed go, the oldest first. */
function makeRoom(db: Database, bytes: number): boolean {
  for (;;) {
    const sum = db.get<{ sum: number }>('SELECT coalesce(sum(bytes), 0) AS sum FROM attachments')?.sum ?? 0
    if (sum + bytes <= ticketBounds.allBytes) return true
    const gone = db.run(
      `DELETE FROM attachments WHERE sequence = (SELECT min(sequence) FROM attachments
         JOIN tickets ON tickets.number = attachments.ticket WHERE tickets.state = 'closed')`,
    )
    if (gone === 0) return false
  }
}

export function addAttachmentPart(db: Database, id: string, part: number, bytes: Uint8Array): void {
  db.run('INSERT INTO attachment_parts (attachment_id, part, bytes) VALUES (:id, :part, :bytes)', { id, part, bytes })
}

export function endAttachment(db: Database, id: string, at: number): void {
  db.run('UPDATE attachments SET whole = 1 WHERE id = :id', { id })
  db.run(
    `UPDATE tickets SET updated_at = max(updated_at, :at)
     WHERE number = (SELECT ticket FROM attachments WHERE id = :id)`,
    { id, at },
  )
}

export function dropAttachment(db: Database, id: string): void {
  db.run('DELETE FROM attachments WHERE id = :id', { id })
}

export const attachmentPart = (db: Database, id: string, part: number): Uint8Array | null =>
  db.get<{ bytes: Uint8Array }>('SELECT bytes FROM attachment_parts WHERE attachment_id = :id AND part = :part', {
    id,
    part,
  })?.bytes ?? null
