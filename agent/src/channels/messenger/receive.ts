import { cleanText } from '@sereno/shared/field.ts'
import { z } from 'zod'
import { type ChannelEvent, ChannelFault, type FileKind, type RemoteFile } from '../channel.ts'
import { writtenText } from '../written.ts'

/** Of one call; Meta bundles at most 1000 updates, and these are larger than any that it documents. */
const mostEvents = 1000
const mostFiles = 10

const scoped = z.object({ id: z.string().min(1).max(64) })
const watermark = z.number().int().min(0)

const attachment = z.object({
  type: z.string(),
  title: z.string().optional().catch(undefined),
  url: z.string().optional().catch(undefined),
  payload: z
    .object({ url: z.string().max(4000).optional().catch(undefined) })
    .nullish()
    .catch(null),
})

const message = z.object({
  sender: scoped,
  timestamp: z.number().int().min(0).max(1e14).nullable().catch(null),
  message: z.object({
    mid: z.string().min(1).max(500),
    text: z.string().catch(''),
    is_echo: z.boolean().optional(),
    attachments: z.array(attachment).optional().catch(undefined),
  }),
})
const delivery = z.object({
  sender: scoped,
  delivery: z.object({ mids: z.array(z.string().max(500)).max(mostEvents).optional().catch(undefined), watermark }),
})
const read = z.object({ sender: scoped, read: z.object({ watermark }) })

const envelope = z.object({
  object: z.string(),
  entry: z
    .array(z.object({ id: z.string(), messaging: z.array(z.unknown()).max(mostEvents).optional() }))
    .max(mostEvents),
})

/**
 * What happened on a page, of a call that is Meta's: messages, deliveries and reads
 * (https://developers.facebook.com/docs/messenger-platform/reference/webhook-events). Our own messages (echoes), what is
 * said of other pages and what we do not know are let be.
 * @throws {ChannelFault} `malformed`
 */
export function readEvents(json: unknown, pageId: string): ChannelEvent[] {
  const read = envelope.safeParse(json)
  if (!read.success) throw new ChannelFault('malformed', 'it is no call of a page')
  if (read.data.object !== 'page') return []
  return read.data.entry
    .filter(({ id }) => id === pageId)
    .flatMap(({ messaging = [] }) => messaging)
    .slice(0, mostEvents)
    .flatMap((one) => eventOf(one, pageId) ?? [])
}

function eventOf(one: unknown, pageId: string): ChannelEvent | null {
  const written = message.safeParse(one).data
  if (written !== undefined) {
    if (written.message.is_echo === true || written.sender.id === pageId) return null
    return messageOf(written)
  }
  const delivered = delivery.safeParse(one).data
  if (delivered !== undefined) {
    const { mids = [], watermark: upTo } = delivered.delivery
    return receipt('delivered', delivered.sender.id, mids, upTo)
  }
  const seen = read.safeParse(one).data
  return seen === undefined ? null : receipt('seen', seen.sender.id, [], seen.read.watermark)
}

const receipt = (
  state: 'delivered' | 'seen',
  contactKey: string,
  externalIds: string[],
  upTo: number,
): ChannelEvent => ({ type: 'receipt', contactKey, state, externalIds, upTo, fault: null })

function messageOf({ sender, timestamp: sentAt, message: written }: z.infer<typeof message>): ChannelEvent | null {
  const { mid, text, attachments = [] } = written
  const files = attachments.flatMap(fileOf).slice(0, mostFiles)
  // A link that somebody shared comes as an attachment, with or without its address in the text.
  const links = attachments
    .filter((one) => kinds[one.type] === undefined)
    .flatMap(({ title = '', url, payload }) => {
      const address = url ?? payload?.url ?? ''
      return text.includes(address) ? [] : [`${title} ${address}`.trim()]
    })
  const all = writtenText([text, ...links].filter((line) => line !== '').join('\n'))
  if (all === '' && files.length === 0) return null
  return { type: 'message', contactKey: sender.id, contactName: '', externalId: mid, sentAt, text: all, files }
}

const kinds: Record<string, FileKind> = { image: 'image', audio: 'audio', video: 'video', file: 'document' }

function fileOf({ type, title = '', payload }: z.infer<typeof attachment>): RemoteFile[] {
  const kind = kinds[type]
  const ref = payload?.url
  return kind === undefined || ref === undefined ? [] : [{ ref, kind, name: cleanText(title || nameIn(ref), 200) }]
}

/** The address of a file ends with its name. */
function nameIn(address: string): string {
  if (!URL.canParse(address)) return ''
  const last = new URL(address).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
