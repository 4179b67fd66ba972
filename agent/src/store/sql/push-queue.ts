import type { WebhookEvent } from '@sereno/shared/webhook.ts'
import type { Database } from '../database.ts'
import type { NewPushDelivery, PushEventRecord, PushedEvent, PushHead, PushOutcome } from '../push-types.ts'
import { type SubscriptionRow, toSubscription } from './push-row.ts'

/** Written down some at a time. */
const eventsAtOnce = 50
/** What waits for one browser; the oldest gives way, and what tells of conversations before all else. */
const mostWaiting = 50

const pushed: Record<PushedEvent, true> = {
  'incident.opened': true,
  'incident.closed': true,
  'device.found': true,
  'ticket.updated': true,
  'message.received': true,
}

/** Something happened: it is told to those who want to hear of it, where any browser gets pushes. */
export function raisePush(db: Database, event: WebhookEvent, subject: string, at: number): void {
  if (!Object.hasOwn(pushed, event)) return
  // One of each conversation: a push says that somebody wrote, not what.
  if (event === 'message.received')
    db.run("DELETE FROM push_events WHERE event = :event AND subject GLOB :talk || ':*'", {
      event,
      talk: subject.split(':')[0] ?? '',
    })
  db.run(
    `INSERT INTO push_events (event, subject, at) SELECT :event, :subject, :at
     WHERE EXISTS (SELECT 1 FROM push_subscriptions) ON CONFLICT (event, subject) DO NOTHING`,
    { event, subject, at },
  )
}

/** Messages last: anyone may write any number. */
export const pushEvents = (db: Database): PushEventRecord[] =>
  db.all<PushEventRecord>(
    `SELECT * FROM push_events ORDER BY event = 'message.received', sequence LIMIT ${eventsAtOnce}`,
  )

export function spreadPush(db: Database, sequence: number, deliveries: NewPushDelivery[], quiet: string[]): void {
  if (db.run('DELETE FROM push_events WHERE sequence = :sequence', { sequence }) === 0) return
  enqueuePushes(db, deliveries)
  for (const userId of quiet)
    db.run('INSERT INTO push_quiet (user_id) SELECT id FROM users WHERE id = :userId ON CONFLICT DO NOTHING', {
      userId,
    })
}

export const pushQuiet = (db: Database): string[] =>
  db.all<{ user_id: string }>('SELECT user_id FROM push_quiet').map(({ user_id: userId }) => userId)

export function endPushQuiet(db: Database, userId: string, deliveries: NewPushDelivery[]): void {
  if (db.run('DELETE FROM push_quiet WHERE user_id = :userId', { userId }) === 1) enqueuePushes(db, deliveries)
}

/** A browser that is gone meanwhile gets nothing. */
export function enqueuePushes(db: Database, deliveries: NewPushDelivery[]): void {
  for (const { subscriptionId, topic, conversationId, ...delivery } of deliveries) {
    db.run('DELETE FROM push_deliveries WHERE subscription_id = :subscriptionId AND topic = :topic', {
      subscriptionId,
      topic,
    })
    db.run(
      `INSERT INTO push_deliveries (id, subscription_id, topic, urgency, text, next_at, expires_at, conversation_id)
       SELECT :id, id, :topic, :urgency, :text, :nextAt, :expiresAt, :conversationId
       FROM push_subscriptions WHERE id = :subscriptionId`,
      { ...delivery, subscriptionId, topic, conversationId: conversationId ?? null },
    )
    db.run(
      `DELETE FROM push_deliveries WHERE subscription_id = :subscriptionId AND sequence NOT IN
         (SELECT sequence FROM push_deliveries WHERE subscription_id = :subscriptionId
          ORDER BY conversation_id IS NULL DESC, sequence DESC LIMIT ${mostWaiting})`,
      { subscriptionId },
    )
  }
}

interface DeliveryRow {
  id: string
  subscription_id: string
  topic: string
  urgency: 'high' | 'normal'
  text: string
  tries: number
  next_at: number
  expires_at: number
}

/**
 * The first of each queue. What tells of a conversation stays behind once that is another's, waits for no answer of whom it
 * is for, or is over: until the very moment at which it is sent.
 */
export const pushHeads = (db: Database): PushHead[] =>
  db
    .all<DeliveryRow>(
      `SELECT * FROM push_deliveries WHERE sequence IN
         (SELECT min(push_deliveries.sequence) FROM push_deliveries
          JOIN push_subscriptions ON push_subscriptions.id = subscription_id
          LEFT JOIN conversations ON conversations.id = conversation_id
          WHERE conversation_id IS NULL OR conversations.id IS NOT NULL AND closed_at IS NULL
            AND (picker_id IS NULL OR picker_id = user_id AND waiting_since IS NOT NULL)
          GROUP BY subscription_id) ORDER BY sequence`,
    )
    .flatMap((row) => {
      const subscription = db.get<SubscriptionRow>(
        `SELECT push_subscriptions.* FROM push_subscriptions JOIN users ON users.id = user_id
         WHERE push_subscriptions.id = :id AND users.disabled_at IS NULL`,
        { id: row.subscription_id },
      )
      if (subscription === undefined) return []
      const { id, topic, urgency, text, tries } = row
      const times = { nextAt: row.next_at, expiresAt: row.expires_at }
      const delivery = { id, subscriptionId: row.subscription_id, topic, urgency, text, tries, ...times }
      return [{ subscription: toSubscription(subscription), delivery }]
    })

/** What became of a try; one that another took the place of meanwhile is over. */
export function settlePush(db: Database, id: string, outcome: PushOutcome): void {
  const row = db.get<{ subscription_id: string }>('SELECT subscription_id FROM push_deliveries WHERE id = :id', { id })
  if (row === undefined) return
  const ofIt = { id: row.subscription_id }
  if (outcome.end === 'gone') {
    db.run('DELETE FROM push_subscriptions WHERE id = :id', ofIt)
    return
  }
  if (outcome.end === 'later')
    db.run('UPDATE push_deliveries SET tries = tries + 1, next_at = :nextAt WHERE id = :id', {
      id,
      nextAt: Math.round(outcome.nextAt),
    })
  else db.run('DELETE FROM push_deliveries WHERE id = :id', { id })
  if (outcome.end === 'taken')
    db.run('UPDATE push_subscriptions SET last_delivered_at = :at, last_fault = NULL WHERE id = :id', {
      ...ofIt,
      at: outcome.at,
    })
  else db.run('UPDATE push_subscriptions SET last_fault = :fault WHERE id = :id', { ...ofIt, fault: outcome.fault })
}
