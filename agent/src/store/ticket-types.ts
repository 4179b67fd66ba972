import type { Page } from '@sereno/shared/field.ts'
import type { AttachmentType, TicketMail, TicketState, Urgency } from '@sereno/shared/ticket.ts'
import type { NewOutboxItem } from './outbox-types.ts'
import type { PageRequest } from './page-request.ts'

/** Times in this file are ms since 1970. */

export interface TicketRecord {
  number: number
  subject: string
  urgency: Urgency
  state: TicketState
  /** `null`: nobody of the house, or gone. */
  userId: string | null
  /** As they were called then. */
  author: string
  diagnostics: string | null
  createdAt: number
  updatedAt: number
  /** Somebody else wrote since the author looked. */
  unread: boolean
  mail: TicketMail
}
export type NewTicket = Pick<TicketRecord, 'subject' | 'urgency' | 'userId' | 'author' | 'diagnostics' | 'createdAt'>

export interface MessageRecord {
  id: string
  ticket: number
  userId: string | null
  author: string
  at: number
  text: string
  /** What the state was set to with it. */
  state: TicketState | null
  mail: TicketMail
}
export type NewMessage = Omit<MessageRecord, 'ticket' | 'mail'>

export interface AttachmentRecord {
  id: string
  ticket: number
  author: string
  name: string
  type: AttachmentType
  bytes: number
  at: number
}

/** Why something was not written: there is no such ticket, it is closed, or there is no room. */
export type TicketRefusal = 'not_found' | 'closed' | 'full'

/** What of the tickets someone may see. */
export interface TicketFilter {
  /** Only this person's; `null`: everybody's. */
  userId: string | null
  /** Any where there are none. */
  states: readonly TicketState[]
}

/** A text in a ticket, and who has written since. */
export interface WrittenMessage {
  id: string
  ticket: number
  subject: string
  state: TicketState
  userId: string | null
  author: string
  at: number
  text: string
  /** Whose ticket it is. */
  askedBy: string | null
  /** They have not seen what is new in it. */
  unread: boolean
  answeredByAsker: boolean
  answeredByOthers: boolean
}

/** Support tickets. */
export interface Tickets {
  /** Gives its number. */
  add(ticket: NewTicket, message: NewMessage): Promise<number | 'full'>
  /** `null` where it was written. */
  addMessage(ticket: number, message: NewMessage): Promise<TicketRefusal | null>
  get(number: number): Promise<TicketRecord | null>
  /** Last changed first. */
  list(filter: TicketFilter, page: PageRequest): Promise<Page<TicketRecord>>
  /** `unread`: those of `me` alone. */
  counts(userId: string | null, me: string): Promise<Record<TicketState | 'unread', number>>
  messages(number: number): Promise<MessageRecord[]>
  /** What someone wrote, in whosever ticket, oldest first. */
  messagesBy(userId: string): Promise<MessageRecord[]>
  attachments(number: number): Promise<AttachmentRecord[]>
  seen(number: number): Promise<void>
  /** Messages that no mail tells of yet, oldest first; at most 50 after the one named. */
  untold(after: string | null): Promise<{ message: MessageRecord; ticket: TicketRecord; isFirst: boolean }[]>
  /** Texts that were written from one moment to another, oldest first; at most 200. */
  written(since: number, until: number): Promise<WrittenMessage[]>
  /** Puts the mails that tell of a message into the outbox, in one transaction; one that was told writes nothing. */
  tell(messageId: string, toDistributor: NewOutboxItem[], toAuthor: NewOutboxItem[]): Promise<void>
  /** Has the mails of a ticket that were given up tried again; how many. */
  resend(number: number, now: number, expiresAt: number): Promise<number>
  /** Makes room for a file, whose parts follow. `null` where there is some. */
  beginAttachment(attachment: AttachmentRecord): Promise<TicketRefusal | null>
  addPart(attachmentId: string, part: number, bytes: Uint8Array): Promise<void>
  /** All its parts are here: from now on it is shown. */
  endAttachment(id: string, at: number): Promise<void>
  dropAttachment(id: string): Promise<void>
  part(attachmentId: string, part: number): Promise<Uint8Array | null>
}
