import { z } from 'zod'
import { attachedState, clientId, fileIds, talkFile } from '../conversation.ts'
import { conversationBounds, messageFaults, messageStates } from '../conversations.ts'
import { cleanText, id, language, line, moment, talkOnly } from '../field.ts'
import { contracts } from './contract.ts'

const base = '/api/v1/chat'

/** Made by the visitor's page, so that a start whose answer was lost finds what it made: 256 bits. */
const visitorToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/u, { error: 'not_an_id' })

/** As somebody calls themselves: cleaned, and never a reason to lose what they wrote. */
const calledName = z
  .string()
  .max(400)
  .default('')
  .transform((text) => cleanText(text, 60))

/** What a visitor wrote: cleaned, for nobody can be asked to mend what was kept for hours until there was a line. */
const visitorText = z.string().max(conversationBounds.textLength).transform(talkOnly)

/** More than the longest text needs. */
const bodyBytes = 16 * 1024

/**
 * Who the site says that the visitor is: HMAC-SHA-256 of `id`, `name` and `email`, each on its line (`id\nname\nemail`, empty
 * where there is none), by the channel's secret, in hexadecimal. What is not signed is nobody's word.
 */
const identity = z.strictObject({
  id: line(1, 128),
  /** As it was signed: it is cleaned afterwards. */
  name: z.string().max(400).default(''),
  email: z.email().max(254).optional(),
  hash: z.string().regex(/^[0-9a-f]{64}$/u, { error: 'not_an_id' }),
})

/** A message as the visitor sees it: of operators only that it is one of the house. */
export const visitorMessage = z.strictObject({
  id,
  sequence: z.number().int(),
  from: z.enum(['me', 'house']),
  at: moment,
  text: z.string(),
  files: z.array(talkFile),
  /** Of mine: `sent`, then `seen` once somebody read it. Of the house: `null`. */
  state: z.enum(messageStates).nullable(),
  fault: z.enum(messageFaults).nullable(),
  clientId: z.string().nullable(),
  /** The devices' states that I sent along. */
  states: z.array(attachedState).nullable(),
})
export type VisitorMessage = z.infer<typeof visitorMessage>

/** What the widget has to know before anything is written. */
export const chatSettings = z.strictObject({
  channelId: id,
  name: z.string(),
  color: z.string(),
  /** Empty: the widget's own words. */
  greeting: z.string(),
  awayText: z.string(),
  language: language.nullable(),
  /** Somebody answers now. */
  open: z.boolean(),
  /** When somebody answers again; `null` where they do now, or nobody knows. */
  opensAt: moment.nullable(),
  /** In which zone that is told. */
  timezone: z.string(),
  /** Whom to call when nobody answers; empty where nobody is named. */
  phone: z.string(),
  /** Whether this visitor may send device states along: the staff of the venue only. */
  mayAttachStates: z.boolean(),
  /** Of a paired iPad or whoever is signed in: what is known of them. By `id` browsers keep what they wrote apart. */
  known: z.strictObject({ id: z.string(), name: z.string(), place: z.string() }).nullable(),
})
export type ChatSettings = z.infer<typeof chatSettings>

export const chatThread = z.strictObject({
  items: z.array(visitorMessage),
  hasMore: z.boolean(),
  /** Somebody of the house has picked it. */
  picked: z.boolean(),
  closed: z.boolean(),
})
export type ChatThread = z.infer<typeof chatThread>

const message = { clientId, text: visitorText, files: fileIds }

/**
 * The visitor's side of live chat. After the start: `Authorization: Visitor <visitorToken>`; without it a conversation is not
 * there. An iPad, which has a token of its own to show, sends the visitor's as `Sereno-Visitor`.
 */
export const chatContracts = contracts({
  'chat.settings': {
    method: 'GET',
    path: `${base}/settings`,
    access: 'public',
    crossOrigin: true,
    summary: 'How the widget looks and whether somebody answers now; `channel=default` is the oldest active live chat',
    query: z.strictObject({ channel: id }),
    status: 200,
    response: chatSettings,
  },
  'chat.start': {
    method: 'POST',
    path: base,
    access: 'public',
    crossOrigin: true,
    summary:
      'Begin a conversation. `visitorToken` is the visitor’s own, or is made here where none is sent; 404 for one with which somebody else began',
    body: z.strictObject({
      channelId: id,
      text: visitorText.refine((text) => text.trim() !== '', { error: 'required' }),
      name: calledName,
      clientId: clientId.optional(),
      visitorToken: visitorToken.optional(),
      language: language.optional(),
      page: z.string().max(500).default(''),
      identity: identity.optional(),
    }),
    bodyBytes,
    audited: false,
    status: 201,
    response: z.strictObject({ id, visitorToken: z.string() }),
  },
  'chat.messages': {
    method: 'GET',
    path: `${base}/:id/messages`,
    access: 'public',
    crossOrigin: true,
    summary: 'Messages of my conversation, in their order; `after` a sequence only newer ones',
    query: z.strictObject({
      after: z.coerce.number().int().min(0).optional(),
      before: z.coerce.number().int().min(0).optional(),
    }),
    status: 200,
    response: chatThread,
  },
  'chat.send': {
    method: 'POST',
    path: `${base}/:id/messages`,
    access: 'public',
    crossOrigin: true,
    summary: 'Write. The same `clientId` twice is kept once',
    body: z
      .strictObject(message)
      .refine(({ text, files }) => text.trim() !== '' || files.length > 0, { error: 'required', path: ['text'] }),
    bodyBytes,
    audited: false,
    status: 201,
    response: visitorMessage,
  },
  'chat.events': {
    method: 'GET',
    path: `${base}/:id/events`,
    access: 'public',
    crossOrigin: true,
    summary:
      'What happens in my conversation: `message` (a message, new or changed), `typing`, `thread` (picked, closed)',
    status: 200,
    response: null,
    contentType: 'text/event-stream',
  },
  'chat.typing': {
    method: 'POST',
    path: `${base}/:id/typing`,
    access: 'public',
    crossOrigin: true,
    summary: 'I am writing',
    audited: false,
    status: 204,
    response: null,
  },
  'chat.seen': {
    method: 'POST',
    path: `${base}/:id/seen`,
    access: 'public',
    crossOrigin: true,
    summary: 'I have read up to a message; `delivered` only that it is here',
    body: z.strictObject({ sequence: z.number().int().min(0), delivered: z.boolean().default(false) }),
    audited: false,
    status: 204,
    response: null,
  },
  'chat.states': {
    method: 'POST',
    path: `${base}/:id/states`,
    access: 'public',
    crossOrigin: true,
    summary: 'Send along how the devices are: the staff of the venue only, who said yes to it',
    body: z.strictObject({ consent: z.literal(true), clientId }),
    audited: false,
    status: 201,
    response: visitorMessage,
  },
  'chat.other': {
    method: 'POST',
    path: `${base}/:id/other`,
    access: 'public',
    crossOrigin: true,
    summary: 'I would like to talk to somebody else: it goes back to the inbox',
    audited: false,
    status: 204,
    response: null,
  },
  'chat.attach': {
    method: 'POST',
    path: `${base}/:id/files`,
    access: 'public',
    crossOrigin: true,
    summary: 'Upload a file to send with a message; at most 10 MB',
    query: z.strictObject({ name: line(1, 200) }),
    upload: 'application/octet-stream',
    audited: false,
    status: 201,
    response: talkFile,
  },
  'chat.file': {
    method: 'GET',
    path: `${base}/:id/files/:file`,
    access: 'public',
    crossOrigin: true,
    summary: 'Download a file of my conversation',
    status: 200,
    response: null,
    contentType: 'application/octet-stream',
  },
})
