import { cleanText } from '@sereno/shared/field.ts'
import { z } from 'zod'
import { type ChannelEvent, ChannelFault, type FileKind, type RemoteFile } from '../channel.ts'
import { writtenText } from '../written.ts'
import { faultOf } from './faults.ts'

/** Of one call; Meta bundles at most 1000 updates. */
const mostEvents = 1000

const short = z.string().max(500)
const maybe = short.optional().catch(undefined)
const media = z.object({ id: short, filename: maybe, caption: z.string().optional().catch(undefined) })
const titled = z.object({ title: z.string() })

/** Of each type what can be shown (https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages). */
const message = z.object({
  from: maybe,
  from_user_id: maybe,
  group_id: maybe,
  id: short,
  /** Seconds since 1970. */
  timestamp: z
    .string()
    .regex(/^\d{1,11}$/u)
    .optional()
    .catch(undefined),
  type: z.string().max(40),
  text: z.object({ body: z.string() }).optional().catch(undefined),
  image: media.optional().catch(undefined),
  sticker: media.optional().catch(undefined),
  document: media.optional().catch(undefined),
  button: z.object({ text: z.string() }).optional().catch(undefined),
  interactive: z
    .object({ button_reply: titled.optional().catch(undefined), list_reply: titled.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  location: z
    .object({ latitude: z.number(), longitude: z.number(), name: maybe, address: maybe })
    .optional()
    .catch(undefined),
})
type Written = z.infer<typeof message>

const status = z.object({
  id: short,
  status: z.string(),
  recipient_id: maybe,
  errors: z
    .array(z.object({ code: z.number() }))
    .optional()
    .catch(undefined),
})

const contact = z.object({
  wa_id: maybe,
  user_id: maybe,
  profile: z.object({ name: z.string().optional(), username: z.string().optional() }).optional().catch(undefined),
})

const value = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  contacts: z.array(contact).max(mostEvents).catch([]),
  messages: z.array(z.unknown()).max(mostEvents).optional(),
  statuses: z.array(z.unknown()).max(mostEvents).optional(),
})

const envelope = z.object({
  object: z.string(),
  entry: z
    .array(z.object({ changes: z.array(z.object({ field: z.string(), value: z.unknown() })).max(mostEvents) }))
    .max(mostEvents),
})

/**
 * What happened on a number, of a call that is Meta's: messages and what became of ours. Reactions, groups, what is said
 * of other numbers and what we do not know are let be.
 * @throws {ChannelFault} `malformed`
 */
export function readEvents(json: unknown, phoneNumberId: string): ChannelEvent[] {
  const read = envelope.safeParse(json)
  if (!read.success) throw new ChannelFault('malformed', 'it is no call of WhatsApp')
  if (read.data.object !== 'whatsapp_business_account') return []
  return read.data.entry
    .flatMap(({ changes }) => changes)
    .filter(({ field }) => field === 'messages')
    .flatMap((change) => value.safeParse(change.value).data ?? [])
    .filter(({ metadata }) => metadata.phone_number_id === phoneNumberId)
    .flatMap(eventsOf)
    .slice(0, mostEvents)
}

function eventsOf({ contacts, messages = [], statuses = [] }: z.infer<typeof value>): ChannelEvent[] {
  return [
    ...messages.flatMap((one) => {
      const written = message.safeParse(one).data
      return written === undefined ? [] : (messageOf(written, contacts) ?? [])
    }),
    ...statuses.flatMap((one) => receiptOf(one) ?? []),
  ]
}

/** Nothing that anybody said. */
const silent = ['reaction', 'system']

/** Who hides their number is known by the id that Meta gives them for us; who does not, by the number. */
function messageOf(written: Written, contacts: z.infer<typeof contact>[]): ChannelEvent | null {
  const contactKey = written.from ?? written.from_user_id
  if (contactKey === undefined || written.group_id !== undefined || silent.includes(written.type)) return null
  const profile = contacts.find(({ wa_id: number, user_id: id }) => [number, id].includes(contactKey))?.profile
  const text = writtenText(textOf(written))
  const files = filesOf(written, text)
  return {
    type: 'message',
    contactKey,
    contactName: cleanText(profile?.name ?? profile?.username ?? '', 100),
    externalId: written.id,
    sentAt: written.timestamp === undefined ? null : Number(written.timestamp) * 1000,
    text,
    files,
  }
}

function textOf({ text, image, sticker, document, button, interactive, location }: Written): string {
  const place = location && [location.name, location.address, `${location.latitude}, ${location.longitude}`]
  return (
    text?.body ??
    (image ?? sticker ?? document)?.caption ??
    button?.text ??
    (interactive?.button_reply ?? interactive?.list_reply)?.title ??
    (place ?? []).filter((one) => one !== undefined).join('\n')
  )
}

function filesOf({ type, image, sticker, document }: Written, text: string): RemoteFile[] {
  const picture = image ?? sticker
  if (picture !== undefined) return [{ ref: picture.id, name: '', kind: 'image' }]
  if (document !== undefined) return [{ ref: document.id, name: cleanText(document.filename ?? ''), kind: 'document' }]
  const told: Record<string, FileKind> = { audio: 'audio', voice: 'audio', video: 'video' }
  const kind = told[type] ?? 'other'
  // Whoever answers is told that something came, and what.
  return kind === 'other' && text !== '' ? [] : [{ ref: '', name: '', kind }]
}

const states: Record<string, 'delivered' | 'seen' | 'failed'> = {
  delivered: 'delivered',
  read: 'seen',
  played: 'seen',
  failed: 'failed',
}

function receiptOf(one: unknown): ChannelEvent | null {
  const told = status.safeParse(one).data
  const state = told && states[told.status]
  if (!told || state === undefined) return null
  const fault = state === 'failed' ? faultOf(told.errors?.[0]?.code ?? null) : null
  return { type: 'receipt', contactKey: told.recipient_id ?? '', state, externalIds: [told.id], upTo: null, fault }
}
