import { z } from 'zod'
import { id, moment } from './field.ts'

/** What can be told to a webhook: one line for each, and the place that raises it (`docs/webhooks.md` shows each). */
export const webhookEvents = [
  'incident.opened',
  'incident.closed',
  'device.found',
  'device.moved',
  'digest.sent',
  'ticket.updated',
  'message.received',
  'channel.attention',
  'test',
] as const
export const webhookEvent = z.enum(webhookEvents)
export type WebhookEvent = z.infer<typeof webhookEvent>

/** Of the envelope `{version, type, timestamp, data}`; a change that breaks readers counts it up. */
export const envelopeVersion = 1
export const mostWebhooks = 20
/** So long both secrets sign after a rotation. */
export const oldSecretHours = 24
/** So long a delivery that is over stays in the log. */
export const deliveryLogDays = 30

/** Where to deliver: HTTP or HTTPS, without a name and password (they would stand in every log), kept as URLs write themselves. */
const url = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .transform((text, context) => {
    const read = URL.canParse(text) ? new URL(text) : null
    const refuse = (error: string) => {
      context.addIssue({ code: 'custom', message: error })
      return z.NEVER
    }
    if (read === null || (read.protocol !== 'https:' && read.protocol !== 'http:')) return refuse('webhook_no_url')
    if (read.username !== '' || read.password !== '') return refuse('webhook_credentials')
    if (read.port === '0') return refuse('webhook_no_url')
    // Never sent: it would only be taken for a part of the address.
    read.hash = ''
    return read.href
  })

const events = z
  .array(webhookEvent)
  .min(1)
  .max(100)
  .transform((chosen) => webhookEvents.filter((name) => chosen.includes(name)))

export const webhookInput = z.strictObject({
  url,
  events,
  active: z.boolean().default(true),
  /** Also an address of the local network, or of this machine; never that of a cloud's metadata, nor of Sereno itself. */
  allowPrivateAddress: z.boolean().default(false),
})
export type WebhookInput = z.infer<typeof webhookInput>

export const webhookPatch = z.strictObject({
  url: url.optional(),
  events: events.optional(),
  active: z.boolean().optional(),
  allowPrivateAddress: z.boolean().optional(),
})
export type WebhookPatch = z.infer<typeof webhookPatch>

/** Why Sereno switched one off: its receiver was never reached for three days, or said that it is gone for good. */
export const offReasons = ['gave_up', 'gone'] as const
export type OffReason = (typeof offReasons)[number]

/** `pending`: not sent yet, or to be tried again. */
export const deliveryStates = ['pending', 'delivered', 'failed'] as const
export const deliveryState = z.enum(deliveryStates)
export type DeliveryState = z.infer<typeof deliveryState>

/** One try. `error` is a code where there was no answer, or one that does not count; `answer` its first 1 KB. */
export const deliveryAttempt = z.strictObject({
  at: moment,
  status: z.number().int().nullable(),
  ms: z.number().int(),
  error: z.string().nullable(),
  answer: z.string(),
})
export type DeliveryAttempt = z.infer<typeof deliveryAttempt>

export const webhookDelivery = z.strictObject({
  /** Also its `webhook-id`, the same on each try. */
  id,
  event: webhookEvent,
  at: moment,
  state: deliveryState,
  /** The newest twenty, the first of them first. */
  attempts: z.array(deliveryAttempt),
  attemptCount: z.number().int(),
  /** When it is tried next at the earliest; `null` where it is over. */
  nextAt: moment.nullable(),
  /** An earlier one of the same webhook is tried first. */
  held: z.boolean(),
  doneAt: moment.nullable(),
  /** What is sent; empty for a moment, until it is made. */
  body: z.string(),
})
export type WebhookDelivery = z.infer<typeof webhookDelivery>

export const webhook = z.strictObject({
  id,
  url: z.string(),
  events: z.array(webhookEvent),
  active: z.boolean(),
  allowPrivateAddress: z.boolean(),
  createdAt: moment,
  /** `null`: that person is gone. */
  createdBy: z.string().nullable(),
  /** Why Sereno switched it off; `null` where it is on, or a person did. */
  offReason: z.enum(offReasons).nullable(),
  offAt: moment.nullable(),
  /** Until then the secret from before the rotation signs too. */
  oldSecretUntil: moment.nullable(),
  /** Deliveries that are not over. */
  waiting: z.number().int(),
  /** The one that is tried now, where it has failed already: it holds back the others. */
  trouble: z
    .strictObject({
      deliveryId: id,
      attempts: z.number().int(),
      status: z.number().int().nullable(),
      error: z.string(),
      nextAt: moment,
    })
    .nullable(),
  lastDeliveredAt: moment.nullable(),
})
export type Webhook = z.infer<typeof webhook>

/** The one answer that holds the secret. */
export const webhookWithSecret = webhook.extend({ secret: z.string() })
