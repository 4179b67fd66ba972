import { cleanText } from '@sereno/shared/field.ts'
import { z } from 'zod'
import type { ChannelKind, FetchAnswer, OutgoingPart, SendAnswer } from '../channel.ts'
import { callGraph, fetchFile, type GraphAnswer, type MetaRaw, openSigned } from '../graph.ts'
import { formOf, mostFileBytes } from '../meta-file.ts'
import { type MetaAccess, tokenHealth } from '../meta-health.ts'
import { answerOf } from './faults.ts'
import { readEvents } from './receive.ts'

/** A number of the WhatsApp Business Platform, as its calls need it. */
export interface WhatsAppAccess extends MetaAccess {
  phoneNumberId: string
  /** What may be sent where the window is over; `null`: nothing. */
  template: { name: string; language: string } | null
}

const sent = z.object({ messages: z.array(z.object({ id: z.string().max(500) })).min(1) })
const uploaded = z.object({ id: z.string().max(200) })
const located = z.object({ url: z.string().max(4000), file_size: z.coerce.number().optional().catch(undefined) })
const number = z.object({ id: z.string(), display_phone_number: z.string().catch('') })
const apps = z.object({ data: z.array(z.object({ whatsapp_business_api_data: z.object({ id: z.string() }) })) })

/** Pictures that WhatsApp takes, and up to which size (…/whatsapp/business-phone-numbers/media#supported-media-types). */
const pictures = ['image/jpeg', 'image/png']
const mostPictureBytes = 5 * 1024 * 1024

/** WhatsApp Business Platform, Cloud API (https://developers.facebook.com/documentation/business-messaging/whatsapp). */
export const whatsapp: ChannelKind<WhatsAppAccess, MetaRaw> = {
  type: 'whatsapp',
  // …/whatsapp/messages/text-messages: `body`, 4096 characters.
  textLength: 4096,

  receive: (raw, { appSecret, phoneNumberId }) => readEvents(openSigned(raw, appSecret), phoneNumberId),

  async send(part, to, access, signal) {
    const { place, token, phoneNumberId, template } = access
    if (part.type === 'template' && template === null) {
      return { end: 'refused', fault: 'template', reason: 'no template is set' }
    }
    const content = part.type === 'file' ? await upload(part, access, signal) : contentOf(part, template)
    if (content.type === undefined) return content.refused
    const json = { messaging_product: 'whatsapp', recipient_type: 'individual', ...addressOf(to), ...content }
    const answer = await callGraph(place, { token, path: `${phoneNumberId}/messages`, body: { json } }, signal)
    if (!answer.ok) return answerOf(answer, part)
    return { end: 'taken', externalId: sent.safeParse(answer.json).data?.messages[0]?.id ?? null, at: answer.at }
  },

  async fetch({ ref, name }, { place, token }, signal): Promise<FetchAnswer> {
    const answer = await callGraph(place, { token, path: encodeURIComponent(ref) }, signal)
    if (!answer.ok) return { end: answer.isPassing ? 'later' : 'refused', reason: answer.reason }
    const found = located.safeParse(answer.json).data
    if (found === undefined) return { end: 'refused', reason: 'Meta tells no address' }
    if ((found.file_size ?? 0) > mostFileBytes) return { end: 'refused', reason: 'too large' }
    return fetchFile(place, { url: found.url, name, token, mostBytes: mostFileBytes }, signal)
  },

  async health(access, signal) {
    const { place, token, phoneNumberId } = access
    const query = { fields: 'id,display_phone_number' }
    const answer = await callGraph(place, { token, path: phoneNumberId, query }, signal)
    const told = answer.ok ? number.safeParse(answer.json).data : undefined
    const name = cleanText(told?.display_phone_number ?? '', 40)
    const { health, appId, accounts } = await tokenHealth(answer, access, name, signal)
    if (health.state !== 'ok' || appId === null || accounts.length === 0) return health
    const lists = await Promise.all(
      accounts.map((account) => callGraph(place, { token, path: `${account}/subscribed_apps` }, signal)),
    )
    const isHooked = lists.map((list) => hooks(list, appId))
    // The number is in one of these accounts; only where none of them calls our app, nothing can come.
    return isHooked.every((one) => one === false)
      ? { ...health, state: 'unhooked', reason: 'the app is not subscribed to the account of the number' }
      : health
  },
}

/** `null`: the token may not ask. */
function hooks(list: GraphAnswer, appId: string): boolean | null {
  const read = list.ok ? apps.safeParse(list.json).data : undefined
  return read === undefined ? null : read.data.some((one) => one.whatsapp_business_api_data.id === appId)
}

/** A number; or, of somebody who hides it, the id that Meta gives them for us (…/whatsapp/business-scoped-user-ids). */
const addressOf = (to: string) => (/^\+?\d+$/u.test(to) ? { to } : { recipient: to })

interface Content {
  type: 'text' | 'template' | 'image' | 'document'
  [field: string]: unknown
}

const contentOf = (part: Exclude<OutgoingPart, { type: 'file' }>, template: WhatsAppAccess['template']): Content =>
  part.type === 'text'
    ? { type: 'text', text: { preview_url: false, body: part.text } }
    : { type: 'template', template: { name: template?.name, language: { code: template?.language } } }

/** Hands the bytes over first: the message names them. */
async function upload(
  part: Extract<OutgoingPart, { type: 'file' }>,
  { place, token, phoneNumberId }: WhatsAppAccess,
  signal: AbortSignal,
): Promise<Content | { type?: never; refused: SendAnswer }> {
  const isPicture = part.mediaType.startsWith('image/')
  if (isPicture && (!pictures.includes(part.mediaType) || part.bytes.length > mostPictureBytes)) {
    return { refused: { end: 'refused', fault: 'file', reason: 'not a picture that WhatsApp takes' } }
  }
  const form = formOf(part, 'file', { messaging_product: 'whatsapp', type: part.mediaType })
  const answer = await callGraph(place, { token, path: `${phoneNumberId}/media`, body: { form } }, signal)
  if (!answer.ok) return { refused: answerOf(answer, part) }
  const id = uploaded.safeParse(answer.json).data?.id
  if (id === undefined) return { refused: { end: 'later', reason: 'Meta names no file', waitMs: null } }
  return isPicture ? { type: 'image', image: { id } } : { type: 'document', document: { id, filename: part.name } }
}
