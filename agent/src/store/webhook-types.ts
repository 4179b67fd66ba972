import type { Page } from '@sereno/shared/field.ts'
import type {
  DeliveryAttempt,
  DeliveryState,
  OffReason,
  Webhook,
  WebhookDelivery,
  WebhookEvent,
} from '@sereno/shared/webhook.ts'
import type { NewOutboxItem } from './outbox-types.ts'
import type { PageRequest } from './page-request.ts'

/** Times in this file are ms since 1970; secrets are sealed. */

export interface WebhookRecord {
  id: string
  url: string
  events: WebhookEvent[]
  active: boolean
  allowPrivateAddress: boolean
  secret: string
  oldSecret: string | null
  oldSecretUntil: number | null
  createdAt: number
  createdBy: string
  offReason: OffReason | null
  offAt: number | null
}

/** A webhook, and how its deliveries stand. */
export interface WebhookStanding extends WebhookRecord {
  waiting: number
  trouble: Webhook['trouble']
  lastDeliveredAt: number | null
}

export type WebhookChange = Partial<
  Pick<WebhookRecord, 'url' | 'events' | 'active' | 'allowPrivateAddress' | 'secret' | 'oldSecret' | 'oldSecretUntil'>
>

/** The first delivery of a webhook's queue. */
export interface WebhookHead {
  webhook: WebhookRecord
  delivery: { id: string; event: WebhookEvent; at: number; body: string; tries: number; nextAt: number }
}

/** A delivery whose body is still to be made. */
export interface UnmadeDelivery {
  id: string
  event: WebhookEvent
  /** Of what it tells: an id, as the event knows it. */
  subject: string
  at: number
}

/** What became of a try. */
export interface DeliveryOutcome {
  state: DeliveryState
  attempt: DeliveryAttempt
  at: number
  /** Of one that is tried again. */
  nextAt: number
  /** The webhook is switched off with it, and these mails say so. */
  off?: { reason: OffReason; mails: NewOutboxItem[] }
}

/** The calls that tell others; what raises them does so in its own transaction. */
export interface Webhooks {
  /** `false` where there are as many as there may be. */
  add(webhook: WebhookRecord): Promise<boolean>
  list(page: PageRequest): Promise<Page<WebhookStanding>>
  get(id: string): Promise<WebhookStanding | null>
  /** Where it may reach its receiver now, what waits is tried at `now`, as if for the first time. */
  change(id: string, change: WebhookChange, now: number): Promise<void>
  remove(id: string): Promise<boolean>
  /** Puts one delivery into the queue of one webhook; its id. */
  enqueue(webhookId: string, event: WebhookEvent, subject: string, at: number): Promise<string>
  deliveries(
    webhookId: string,
    page: PageRequest & { state?: DeliveryState | undefined },
  ): Promise<Page<WebhookDelivery>>
  /** Behind what waits; one that waits already is due now. `false` where it is not there. */
  redeliver(webhookId: string, id: string, now: number): Promise<boolean>
  unmade(): Promise<UnmadeDelivery[]>
  setBodies(bodies: { id: string; body: string }[]): Promise<void>
  /** Of each webhook that is on and has something to deliver. */
  heads(): Promise<WebhookHead[]>
  settle(id: string, outcome: DeliveryOutcome): Promise<void>
}
