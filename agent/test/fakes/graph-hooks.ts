import { createHmac } from 'node:crypto'
import { app, page, phone } from './graph.ts'

/** A call as Meta makes it: the bytes, and how they are signed. */
export function signed(json: unknown, secret = app.secret) {
  // Meta escapes what is not ASCII, and signs that.
  const text = JSON.stringify(json).replace(/[^ -~]/gu, (one) =>
    [...Array(one.length).keys()].map((at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  )
  const body = Buffer.from(text)
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature } }
}

const ofPage = (...messaging: object[]) => ({
  object: 'page',
  entry: [{ id: page.id, time: 1_764_000_000_000, messaging }],
})
const between = (psid: string) => ({ sender: { id: psid }, recipient: { id: page.id }, timestamp: 1_764_000_000_000 })

/** https://developers.facebook.com/docs/messenger-platform/reference/webhook-events */
export const onPage = {
  text: (psid: string, mid: string, text: string) => ofPage({ ...between(psid), message: { mid, text } }),
  /** Several in one call, in the order in which they are handed over; `at` is when each was written. */
  texts: (psid: string, all: readonly { mid: string; text: string; at: number }[]) =>
    ofPage(...all.map(({ mid, text, at }) => ({ ...between(psid), timestamp: at, message: { mid, text } }))),
  file: (psid: string, mid: string, type: string, url: string) =>
    ofPage({ ...between(psid), message: { mid, attachments: [{ type, payload: { url } }] } }),
  echo: (psid: string, mid: string, text: string) =>
    ofPage({ sender: { id: page.id }, recipient: { id: psid }, message: { is_echo: true, app_id: 1111, mid, text } }),
  delivered: (psid: string, mids: string[], watermark: number) =>
    ofPage({ ...between(psid), delivery: { mids, watermark } }),
  read: (psid: string, watermark: number) => ofPage({ ...between(psid), read: { watermark } }),
  /** Something that nobody here knows. */
  unknown: (psid: string) => ofPage({ ...between(psid), telepathy: { thought: 'beer' } }),
}

const ofPhone = (value: object) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: phone.account,
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: phone.display, phone_number_id: phone.id },
            ...value,
          },
        },
      ],
    },
  ],
})
const written = (from: string, name: string, message: object) =>
  ofPhone({
    contacts: [{ profile: { name }, wa_id: from }],
    messages: [{ from, timestamp: '1764000000', ...message }],
  })

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages */
export const onPhone = {
  text: (from: string, id: string, body: string, name = 'Marta', at = 1_764_000_000_000) =>
    written(from, name, { id, timestamp: `${Math.floor(at / 1000)}`, type: 'text', text: { body } }),
  /** From somebody who hides their number. */
  hidden: (userId: string, id: string, body: string) =>
    ofPhone({
      contacts: [{ profile: { name: 'Marta', username: 'marta.bcn' }, user_id: userId }],
      messages: [{ from_user_id: userId, id, timestamp: '1764000000', type: 'text', text: { body } }],
    }),
  document: (from: string, id: string, media: string, filename: string, caption?: string) =>
    written(from, 'Marta', { id, type: 'document', document: { id: media, filename, caption, mime_type: 'x/y' } }),
  voice: (from: string, id: string) =>
    written(from, 'Marta', { id, type: 'audio', audio: { id: '1', mime_type: 'audio/ogg; codecs=opus', voice: true } }),
  status: (to: string, id: string, status: string, code?: number) =>
    ofPhone({
      statuses: [
        { id, status, timestamp: '1764000000', recipient_id: to, ...(code && { errors: [{ code, title: 'Failed' }] }) },
      ],
    }),
}
