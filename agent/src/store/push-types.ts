import type { PushFault } from '@sereno/shared/push.ts'
import type { WebhookEvent } from '@sereno/shared/webhook.ts'
import type { UserRecord } from './people-types.ts'

/** Times in this file are ms since 1970. */

/** What is told by push, of what others are told. */
export type PushedEvent = Extract<
  WebhookEvent,
  'incident.opened' | 'incident.closed' | 'device.found' | 'ticket.updated' | 'message.received'
>

/** A browser that gets a person's pushes. */
export interface PushSubscriptionRecord {
  id: string
  userId: string
  /** In which it was made; `null` once that has run out, or where a token made it. */
  sessionId: string | null
  endpoint: string
  p256dh: string
  auth: string
  browser: string
  createdAt: number
  lastDeliveredAt: number | null
  lastFault: PushFault | null
}
export type NewPushSubscription = Omit<PushSubscriptionRecord, 'lastDeliveredAt' | 'lastFault'>

/** Something that happened, of which nobody was told yet. */
export interface PushEventRecord {
  sequence: number
  event: PushedEvent
  /** Of what it tells: an id, as the event knows it. */
  subject: string
  at: number
}

/** Somebody who may come in, and their browsers. */
export interface PushReader {
  user: UserRecord
  subscriptionIds: string[]
}

export interface NewPushDelivery {
  id: string
  subscriptionId: string
  /** Of one topic the newest alone waits. */
  topic: string
  urgency: 'high' | 'normal'
  /** A `PushMessage` as JSON. */
  text: string
  nextAt: number
  /** Nobody needs it after that. */
  expiresAt: number
  /** Not sent once that conversation is not theirs to read any more, or waits for no answer. */
  conversationId?: string
}

/** The first of a browser's queue. */
export interface PushHead {
  subscription: PushSubscriptionRecord
  delivery: NewPushDelivery & { tries: number }
}

/** What became of a try. */
export type PushOutcome =
  | { end: 'taken'; at: number }
  /** The browser wants no pushes any more: it goes with all that waits for it. */
  | { end: 'gone' }
  | { end: 'dropped'; fault: PushFault }
  | { end: 'later'; fault: PushFault; nextAt: number }

/** Browsers that get pushes, and what is on its way to them; what raises an event does so in its own transaction. */
export interface Pushes {
  /** What push services know us by, sealed; `null` where none was made. */
  keys(): Promise<string | null>
  /** Sets them in the place of `before`; no browser knows the new ones, so that all are gone. Those that are in force then. */
  setKeys(sealed: string, before: string | null): Promise<string>
  /**
   * One that is there already is renewed; another person's becomes theirs, without what waits for it. Beyond `most` the
   * first that was made gives way. `null`: that session is over.
   */
  add(subscription: NewPushSubscription, most: number): Promise<PushSubscriptionRecord | null>
  /** A person's, newest first. */
  list(userId: string): Promise<PushSubscriptionRecord[]>
  /** `false` where it is not theirs. */
  remove(userId: string, id: string): Promise<boolean>
  readers(): Promise<PushReader[]>
  /** In their order, the first few. */
  events(): Promise<PushEventRecord[]>
  /** Writes down whom an event is told, and who is quiet; harmless where that was done before. */
  spread(sequence: number, deliveries: NewPushDelivery[], quiet: string[]): Promise<void>
  /** Who was told nothing in their quiet hours. */
  quiet(): Promise<string[]>
  /** Their quiet hours are over, and this tells them what they missed. */
  endQuiet(userId: string, deliveries: NewPushDelivery[]): Promise<void>
  enqueue(deliveries: NewPushDelivery[]): Promise<void>
  /** Of each browser that has something to get. */
  heads(): Promise<PushHead[]>
  settle(id: string, outcome: PushOutcome): Promise<void>
}
