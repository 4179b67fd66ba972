import { z } from 'zod'
import { id, moment } from './field.ts'

/** Browsers of one person; who adds one more loses the one that was added first. */
export const mostPushSubscriptions = 20

/** Base64url without padding of exactly so many bytes. */
const bytes = (count: number) =>
  z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((count * 4) / 3)}}$`, 'u'), { error: 'push_keys' })

/** What a browser's `PushSubscription` gives as JSON, as far as we need it. */
export const pushSubscriptionInput = z.strictObject({
  endpoint: z
    .string()
    .max(2048)
    .transform((text, context) => {
      const read = URL.canParse(text) ? new URL(text) : null
      const isGood = read !== null && read.protocol === 'https:' && read.username === '' && read.password === ''
      if (isGood && read.hash === '' && read.href.length <= 2048) return read.href
      context.addIssue({ code: 'custom', message: 'push_endpoint' })
      return z.NEVER
    }),
  keys: z.strictObject({
    /** The browser's public key: an uncompressed point of P-256. */
    p256dh: bytes(65),
    auth: bytes(16),
  }),
  /** Allows pushes in one's choices, too; a browser that renews itself leaves those as they are. */
  allow: z.boolean().default(true),
})
export type PushSubscriptionInput = z.infer<typeof pushSubscriptionInput>

/** Why the last push did not arrive; `null` where it did, or none was sent. */
export const pushFaults = ['no_line', 'busy', 'refused'] as const
export type PushFault = (typeof pushFaults)[number]

/** A browser that gets a person's pushes. */
export const pushSubscription = z.strictObject({
  id,
  /** Its User-Agent. */
  browser: z.string(),
  createdAt: moment,
  lastDeliveredAt: moment.nullable(),
  lastFault: z.enum(pushFaults).nullable(),
  /** SHA-256 of its endpoint in hex: by that a browser finds itself in the list, and nobody else is told where to push. */
  fingerprint: z.string(),
})
export type PushSubscriptionView = z.infer<typeof pushSubscription>

/** What our service worker is sent; it shows it as it is. */
export interface PushMessage {
  title: string
  body: string
  /** Of what it tells: a later one takes the place of an earlier one. */
  tag: string
  /** A path of the dashboard. */
  url: string
  language: string
  /** Problems that are open, for the number at the icon. */
  open: number
  /** ms since 1970 */
  at: number
}
