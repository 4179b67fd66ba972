import type { Ticket, TicketAttachment, TicketMessage, TicketThread } from '@sereno/shared/ticket.ts'
import { iso } from '../../clock.ts'
import type { AttachmentRecord, MessageRecord, TicketRecord } from '../../store/ticket-types.ts'
import type { Caller, House } from '../house.ts'
import { findTicket } from './find-ticket.ts'
import { isMine, maySet } from './ticket-rules.ts'

/** A ticket as lists show it to someone. */
export function ticketView(ticket: TicketRecord, caller: Pick<Caller, 'userId'>): Ticket {
  const mine = isMine(ticket, caller)
  return {
    id: String(ticket.number),
    number: ticket.number,
    subject: ticket.subject,
    state: ticket.state,
    urgency: ticket.urgency,
    author: ticket.author,
    isMine: mine,
    unread: mine && ticket.unread,
    createdAt: iso(ticket.createdAt),
    updatedAt: iso(ticket.updatedAt),
    mail: ticket.mail,
  }
}

const messageView = (message: MessageRecord, caller: Caller): TicketMessage => ({
  id: message.id,
  at: iso(message.at),
  author: message.author,
  isMine: isMine(message, caller),
  text: message.text,
  state: message.state,
  mail: message.mail,
})

export const attachmentView = ({ id, name, type, bytes, author, at }: AttachmentRecord): TicketAttachment => ({
  id,
  name,
  type,
  bytes,
  author,
  at: iso(at),
})

/** A ticket whole, as someone sees it. @throws {Fault} `not_found` */
export async function threadView(house: House, caller: Caller, id: string): Promise<TicketThread> {
  const ticket = await findTicket(house, caller, id)
  const { tickets } = house.store
  const [messages, attachments] = await Promise.all([
    tickets.messages(ticket.number),
    tickets.attachments(ticket.number),
  ])
  return {
    ...ticketView(ticket, caller),
    messages: messages.map((message) => messageView(message, caller)),
    attachments: attachments.map(attachmentView),
    diagnostics: ticket.diagnostics,
    maySet: maySet(ticket, caller),
  }
}
