import { cleanText } from '@sereno/shared/field.ts'
import { z } from 'zod'
import type { ChannelKind, OutgoingPart, SendAnswer } from '../channel.ts'
import { callGraph, fetchFile, type MetaRaw, openSigned } from '../graph.ts'
import { formOf, mostFileBytes } from '../meta-file.ts'
import { type MetaAccess, tokenHealth } from '../meta-health.ts'
import { answerOf } from './faults.ts'
import { readEvents } from './receive.ts'

/** A Facebook page, as its calls need it. */
export interface MessengerAccess extends MetaAccess {
  pageId: string
}

const sent = z.object({ message_id: z.string().max(500).optional() })
const page = z.object({ id: z.string(), name: z.string().catch('') })
const apps = z.object({
  data: z.array(z.object({ id: z.string(), subscribed_fields: z.array(z.string()).catch([]) })),
})
const person = z.object({ name: z.string() })

/** Messenger Platform: the page's inbox of people on Facebook (https://developers.facebook.com/docs/messenger-platform). */
export const messenger: ChannelKind<MessengerAccess, MetaRaw> = {
  type: 'messenger',
  // https://developers.facebook.com/docs/messenger-platform/reference/send-api: `text`, 2000 characters.
  textLength: 2000,

  receive: (raw, { appSecret, pageId }) => readEvents(openSigned(raw, appSecret), pageId),

  async send(part, to, access, signal) {
    const { place, token, pageId } = access
    if (part.type === 'template') return { end: 'refused', fault: 'window', reason: 'Messenger has no templates' }
    const answer = await callGraph(place, { token, path: `${pageId}/messages`, body: bodyOf(part, to) }, signal)
    if (!answer.ok) return answerOf(answer, part)
    return {
      end: 'taken',
      externalId: sent.safeParse(answer.json).data?.message_id ?? null,
      at: answer.at,
    } satisfies SendAnswer
  },

  fetch: ({ ref, name }, { place }, signal) =>
    fetchFile(place, { url: ref, name, token: null, mostBytes: mostFileBytes }, signal),

  async health(access, signal) {
    const { place, token, pageId } = access
    const answer = await callGraph(place, { token, path: 'me', query: { fields: 'id,name' } }, signal)
    const told = answer.ok ? page.safeParse(answer.json).data : undefined
    const name = cleanText(told?.name ?? '')
    if (told !== undefined && told.id !== pageId) {
      return { state: 'expired', expiresAt: null, name, reason: `the token is of ${told.id}` }
    }
    const { health, appId } = await tokenHealth(answer, access, name, signal)
    if (health.state !== 'ok' || appId === null) return health
    const subscribed = await callGraph(place, { token, path: `${pageId}/subscribed_apps` }, signal)
    const all = subscribed.ok ? apps.safeParse(subscribed.json).data?.data : undefined
    // Who may not ask (`pages_manage_metadata`) does not know.
    if (all === undefined) return health
    const isHooked = all.some(({ id, subscribed_fields: fields }) => id === appId && fields.includes('messages'))
    return isHooked
      ? health
      : { ...health, state: 'unhooked', reason: 'the app is not subscribed to messages of the page' }
  },
}

function bodyOf(part: Exclude<OutgoingPart, { type: 'template' }>, to: string) {
  const recipient = { id: to }
  if (part.type === 'text') {
    return { json: { recipient, messaging_type: 'RESPONSE', message: { text: part.text } } }
  }
  const type = part.mediaType.startsWith('image/') ? 'image' : 'file'
  return {
    form: formOf(part, 'filedata', {
      recipient: JSON.stringify(recipient),
      messaging_type: 'RESPONSE',
      message: JSON.stringify({ attachment: { type, payload: { is_reusable: false } } }),
    }),
  }
}

/** What somebody is called who wrote to a page; empty where Facebook does not tell, as it does for few apps. */
export async function messengerName(
  { place, token }: MessengerAccess,
  psid: string,
  signal: AbortSignal,
): Promise<string> {
  const answer = await callGraph(place, { token, path: encodeURIComponent(psid), query: { fields: 'name' } }, signal)
  return answer.ok ? cleanText(person.safeParse(answer.json).data?.name ?? '', 100) : ''
}
