import { z } from 'zod'
import { channelStatus, channelType } from './channel.ts'
import {
  conversationBounds,
  messageFaults,
  messageKinds,
  messageStates,
  returnReasons,
  talkEvents,
  trays,
} from './conversations.ts'
import { id, language, line, moment, page, paragraph } from './field.ts'
import { attachmentTypes } from './ticket.ts'

export const tray = z.enum(trays)

/** Made by whoever writes, new for each message: sent twice, it is kept once. */
export const clientId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/u, { error: 'not_an_id' })

/** What joins the parts of an emoji, and letters in Persian and Hindi: unseen, and no harm. */
const joiners = /[\u200c\u200d]/gu
const plain = paragraph(conversationBounds.textLength)

/** A text, or files, or both. */
export const talkText = z
  .string()
  .max(conversationBounds.textLength)
  .refine((text) => plain.safeParse(text.replace(joiners, '')).success, { error: 'unseen_characters' })
export const fileIds = z.array(id).max(conversationBounds.files).default([])

/** How a device was when the contact sent the states along. */
export const attachedState = z.strictObject({
  deviceId: id.nullable(),
  name: z.string(),
  state: z.string(),
  /** What is wrong, in the venue's language; empty where nothing is. */
  message: z.string(),
})
export type AttachedState = z.infer<typeof attachedState>

/** What happened beside what was written; names are as people were called then. */
export const talkEvent = z.strictObject({
  type: z.enum(talkEvents),
  to: z.string().optional(),
  reason: z.enum(returnReasons).optional(),
  note: z.string().optional(),
  ticket: z.number().int().optional(),
  states: z.array(attachedState).optional(),
})
export type TalkEvent = z.infer<typeof talkEvent>

export const talkFile = z.strictObject({
  id,
  name: z.string(),
  type: z.enum(attachmentTypes),
  bytes: z.number().int(),
})
export type TalkFile = z.infer<typeof talkFile>

export const talkMessage = z.strictObject({
  id,
  /** Rises with each message of all conversations: the order in which they are shown. */
  sequence: z.number().int(),
  kind: z.enum(messageKinds),
  /** When it reached us. */
  at: moment,
  /** As they were called then. */
  author: z.string(),
  isMine: z.boolean(),
  text: z.string(),
  /** The channel's template went, and the text is its name. */
  template: z.boolean(),
  files: z.array(talkFile),
  /** Of what we send; `null` for the rest. */
  state: z.enum(messageStates).nullable(),
  fault: z.enum(messageFaults).nullable(),
  event: talkEvent.nullable(),
  /** Whoever wrote it finds their own by it. */
  clientId: z.string().nullable(),
})
export type TalkMessage = z.infer<typeof talkMessage>

/** Whom we talk with, as far as the channel tells. */
export const contact = z.strictObject({
  name: z.string(),
  /** The iPad's or the kiosk's place; empty where unknown. */
  place: z.string(),
  deviceId: z.string().nullable(),
  /** Of the venue's own people, who signed in where they write; `null` for everyone else. */
  userId: z.string().nullable(),
  /** The page on which they write; empty where unknown. */
  page: z.string(),
  language: language.nullable(),
  /** Vouched for: by a paired iPad, a sign-in, or a signature of the site. */
  verified: z.boolean(),
  /** What the site knows them by, or their number; `null` where they are not known. */
  externalId: z.string().nullable(),
  email: z.string().nullable(),
})
export type Contact = z.infer<typeof contact>

/** As lists show it. */
export const conversation = z.strictObject({
  id,
  tray,
  channel: z.strictObject({ id, type: channelType, name: z.string() }),
  /** `verified`: somebody vouches for them; else the name is what they call themselves. */
  contact: z.strictObject({ name: z.string(), place: z.string(), verified: z.boolean() }),
  /** The beginning of the last message; empty where it only has files. */
  preview: z.string(),
  lastAt: moment,
  /** Since when a message of theirs has no answer. */
  waitingSince: moment.nullable(),
  /** Messages of theirs since I looked. */
  unread: z.number().int(),
  createdAt: moment,
  pickedAt: moment.nullable(),
  closedAt: moment.nullable(),
})
export type Conversation = z.infer<typeof conversation>

/** A conversation whole, but for its messages. */
export const conversationDetail = conversation.extend({
  contact,
  channelStatus,
  /** Live chat: whether the visitor's page is open now; `null` where nobody can know. */
  online: z.boolean().nullable(),
  /** Until when an answer may be a free text; `null`: always. Over: only the template can be sent. */
  windowUntil: moment.nullable(),
  /** Whether there is a template to send after that. */
  hasTemplate: z.boolean(),
  /** What I was about to write. */
  draft: z.string(),
})
export type ConversationDetail = z.infer<typeof conversationDetail>

export const conversationCounts = z.strictObject({
  inbox: z.number().int(),
  mine: z.number().int(),
  /** Of mine, those with something new. */
  mineUnread: z.number().int(),
  closed: z.number().int(),
  /** That others have picked. */
  others: z.number().int(),
  /** Since when the one in the inbox waits that waits longest. */
  oldestAt: moment.nullable(),
})
export type ConversationCounts = z.infer<typeof conversationCounts>

export const conversationsQuery = z.strictObject({
  ...page,
  tray,
  /** In names and last messages of that tray, and in the texts of its newest 500 conversations, 5000 messages at most. */
  search: z.string().trim().max(100).optional(),
  order: z.enum(['newest', 'oldest', 'unanswered']).default('newest'),
})

/**
 * `before`: the newest that are older than that sequence; `after`: the next ones after it. The newest come where neither is
 * given. In the order of their sequence; `hasMore`: there are others in the same direction.
 */
export const messagesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.coerce.number().int().min(0).optional(),
  after: z.coerce.number().int().min(0).optional(),
})

export const messagesPage = z.strictObject({ items: z.array(talkMessage), hasMore: z.boolean() })
export type MessagesPage = z.infer<typeof messagesPage>

export const talkMessageInput = z
  .strictObject({
    clientId,
    kind: z.enum(['out', 'note']).default('out'),
    text: talkText,
    files: fileIds,
    /** Sends the channel's template instead of the text, where the window is over. */
    template: z.literal(true).optional(),
  })
  .refine(({ text, files, template }) => text.trim() !== '' || files.length > 0 || template, {
    error: 'required',
    path: ['text'],
  })
  .refine(({ kind, files, template }) => !template || (kind === 'out' && files.length === 0), {
    error: 'template_alone',
    path: ['template'],
  })
export type TalkMessageInput = z.output<typeof talkMessageInput>

export const pickRefused = z.strictObject({ by: z.string(), at: moment })

/** Who can be given a conversation. */
export const operator = z.strictObject({ id, name: z.string(), online: z.boolean() })
export type Operator = z.infer<typeof operator>

/** A text that operators insert, from `venue.json`. */
export const replyTemplate = z.strictObject({
  id,
  title: line(1, 60),
  text: paragraph(conversationBounds.templateLength).refine((text) => text.trim() !== '', { error: 'required' }),
})
export type ReplyTemplate = z.infer<typeof replyTemplate>
export const replyTemplateInput = replyTemplate.omit({ id: true })

/** How fast conversations were answered and solved on a day of the venue's calendar; medians, `null` where there was none. */
export const measuresDay = z.strictObject({
  day: z.iso.date(),
  opened: z.number().int(),
  answered: z.number().int(),
  closed: z.number().int(),
  firstAnswerMs: z.number().int().nullable(),
  solutionMs: z.number().int().nullable(),
})
export type MeasuresDay = z.infer<typeof measuresDay>
