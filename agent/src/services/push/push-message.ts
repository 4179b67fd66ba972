import { createHash } from 'node:crypto'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import type { PushMessage } from '@sereno/shared/push.ts'
import { makeId } from '../../store/make-id.ts'
import type { NewPushDelivery, PushReader } from '../../store/push-types.ts'

/** What a person is told. */
export interface Told {
  title: string
  body: string
  /** What it is about: a later one about the same takes the place of an earlier one. */
  about: string
  /** A path of the dashboard. */
  url: string
  urgency: 'high' | 'normal'
  ttlMs: number
  /** Sent only for as long as it waits for an answer of whom it is sent to. */
  conversationId?: string
}

const titleChars = 120
const bodyChars = 400

/** A text of others between marks of its own, so that its direction turns nothing of ours around. */
export const isolated = (text: string, most = 60): string => `\u2068${cleanText(text, most)}\u2069`

/** Cut at a limit, with no mark left open. */
function cut(text: string, most: number): string {
  const letters = Array.from(text)
  if (letters.length <= most) return text
  const kept = letters.slice(0, most - 2).join('')
  const open = (kept.match(/\u2068/gu) ?? []).length - (kept.match(/\u2069/gu) ?? []).length
  return `${kept}…${'\u2069'.repeat(Math.max(0, open))}`
}

/** Names a subject to push services and browsers, who learn nothing of it. */
export const topicOf = (about: string): string => createHash('sha256').update(about).digest('base64url').slice(0, 32)

/** The same to each of these browsers: some 2 KB at most, also in Cyrillic. */
export function deliveriesTo(
  subscriptionIds: PushReader['subscriptionIds'],
  told: Told,
  { language, open, at, now }: { language: Language; open: number; at: number; now: number },
): NewPushDelivery[] {
  const topic = topicOf(told.about)
  const message: PushMessage = {
    title: cut(told.title, titleChars),
    body: cut(told.body, bodyChars),
    tag: topic,
    url: told.url,
    language,
    open,
    at,
  }
  const text = JSON.stringify(message)
  return subscriptionIds.map((subscriptionId) => ({
    id: makeId(),
    subscriptionId,
    topic,
    urgency: told.urgency,
    text,
    nextAt: now,
    expiresAt: at + told.ttlMs,
    ...(told.conversationId !== undefined && { conversationId: told.conversationId }),
  }))
}
