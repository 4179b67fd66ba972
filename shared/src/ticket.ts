import { z } from 'zod'
import { line, moment, page, paragraph } from './field.ts'
import { ticketBounds, ticketStates, upgradeWhats, urgencies } from './tickets.ts'

export const ticketState = z.enum(ticketStates)
export type TicketState = z.infer<typeof ticketState>

export const urgency = z.enum(urgencies)
export type Urgency = z.infer<typeof urgency>

/** How what was written reaches the distributor. `none`: nobody is named whom it could be mailed to; `null`: it is theirs. */
export const ticketMail = z.enum(['none', 'failed', 'waiting', 'sent']).nullable()
export type TicketMail = z.infer<typeof ticketMail>

const text = paragraph(ticketBounds.textLength).refine((written) => written.trim() !== '', { error: 'required' })

export const ticketInput = z.strictObject({
  subject: line(3, 120),
  text,
  urgency: urgency.default('normal'),
  /** What the agent tells of itself, as `GET /tickets/diagnostics` gave it and the person saw it. */
  diagnostics: paragraph(ticketBounds.diagnosticsLength).optional(),
})
export type TicketInput = z.output<typeof ticketInput>

export const messageInput = z.strictObject({ text })

/** A request to the distributor, as lists show it. */
export const ticket = z.strictObject({
  /** Its number, as text. */
  id: z.string(),
  /** 1, 2, 3 … of the venue. */
  number: z.number().int(),
  subject: z.string(),
  state: ticketState,
  urgency,
  /** As they were called then; empty where they were deleted since. */
  author: z.string(),
  isMine: z.boolean(),
  /** Somebody else answered since I looked. */
  unread: z.boolean(),
  createdAt: moment,
  updatedAt: moment,
  /** The worst of what its messages are, in the order of the list. */
  mail: ticketMail,
})
export type Ticket = z.infer<typeof ticket>

export const ticketMessage = z.strictObject({
  id: z.string(),
  at: moment,
  /** As they were called then; empty for what nobody of the house wrote. */
  author: z.string(),
  isMine: z.boolean(),
  text: z.string(),
  /** Where the line tells that the state was changed: to what. */
  state: ticketState.nullable(),
  mail: ticketMail,
})
export type TicketMessage = z.infer<typeof ticketMessage>

export const attachmentTypes = ['image/png', 'image/jpeg', 'image/webp', 'application/pdf', 'text/plain'] as const
export const ticketAttachment = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** By its first bytes. */
  type: z.enum(attachmentTypes),
  bytes: z.number().int(),
  author: z.string(),
  at: moment,
})
export type TicketAttachment = z.infer<typeof ticketAttachment>
export type AttachmentType = TicketAttachment['type']

/** A ticket whole. */
export const ticketThread = ticket.extend({
  messages: z.array(ticketMessage),
  attachments: z.array(ticketAttachment),
  diagnostics: z.string().nullable(),
  /** What I may set its state to. */
  maySet: z.array(ticketState),
})
export type TicketThread = z.infer<typeof ticketThread>

export const ticketCounts = z.strictObject({
  pending: z.number().int(),
  solved: z.number().int(),
  closed: z.number().int(),
  /** Mine that somebody else answered since I looked. */
  unread: z.number().int(),
  /** Where tickets are mailed to; empty where nobody is named. */
  mailedTo: z.array(z.string()),
})
export type TicketCounts = z.infer<typeof ticketCounts>

/** One or several states, with commas between. */
const states = z
  .string()
  .max(40)
  .transform((list) => list.split(',').map((name) => name.trim()))
  .pipe(z.array(ticketState).min(1).max(3))

export const ticketsQuery = z.strictObject({ ...page, status: states.optional() })

export const upgradeInput = z.strictObject({
  what: z.enum(upgradeWhats),
  quantity: z.number().int().min(1).max(999).default(1),
  note: paragraph(2000).default(''),
})
export type UpgradeInput = z.output<typeof upgradeInput>
