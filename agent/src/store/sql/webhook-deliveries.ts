import type { Page } from '@sereno/shared/field.ts'
import type { DeliveryAttempt, DeliveryState, WebhookDelivery, WebhookEvent } from '@sereno/shared/webhook.ts'
import { iso, isoOrNull } from '../../clock.ts'
import { fromCursor, toPage } from '../cursor.ts'
import type { Database } from '../database.ts'
import type { PageRequest } from '../page-request.ts'
import type { DeliveryOutcome, UnmadeDelivery, WebhookHead } from '../webhook-types.ts'
import { addItems } from './outbox.ts'
import { putIn } from './raise.ts'
import { toWebhook, type WebhookRow } from './webhooks.ts'

interface DeliveryRow {
  sequence: number
  id: string
  webhook_id: string
  event: WebhookEvent
  subject: string
  at: number
  body: string | null
  state: DeliveryState
  tries: number
  attempt_count: number
  attempts: string
  next_at: number
  done_at: number | null
}

/** Of each delivery this many tries are kept. */
const attemptsKept = 20
/** Bodies are made some at a time. */
const mostUnmade = 100

const toDelivery = (row: DeliveryRow & { held: number }): WebhookDelivery => ({
  id: row.id,
  event: row.event,
  at: iso(row.at),
  state: row.state,
  attempts: JSON.parse(row.attempts) as DeliveryAttempt[],
  attemptCount: row.attempt_count,
  nextAt: row.state === 'pending' ? iso(row.next_at) : null,
  held: row.held === 1,
  doneAt: isoOrNull(row.done_at),
  body: row.body ?? '',
})

/** Newest first. */
export function listDeliveries(
  db: Database,
  webhookId: string,
  { limit, cursor, state }: PageRequest & { state?: DeliveryState | undefined },
): Page<WebhookDelivery> {
  const place = fromCursor(cursor)
  const rows = db.all<DeliveryRow & { held: number }>(
    `SELECT *, state = 'pending' AND place > (SELECT min(place) FROM webhook_deliveries
         WHERE webhook_id = :webhookId AND state = 'pending') AS held
     FROM webhook_deliveries WHERE webhook_id = :webhookId
     ${state === undefined ? '' : 'AND state = :state'}
     ${place === null ? '' : 'AND (at, sequence) < (:at, :sequence)'}
     ORDER BY at DESC, sequence DESC LIMIT :rows`,
    { webhookId, rows: limit + 1, ...place, ...(state !== undefined && { state }) },
  )
  return toPage(rows, limit, toDelivery)
}

export function enqueueDelivery(
  db: Database,
  webhookId: string,
  event: WebhookEvent,
  subject: string,
  at: number,
): string {
  return putIn(db, webhookId, event, subject, at) ?? ''
}

export function redeliver(db: Database, webhookId: string, id: string, now: number): boolean {
  const row = db.get<DeliveryRow>('SELECT * FROM webhook_deliveries WHERE id = :id AND webhook_id = :webhookId', {
    id,
    webhookId,
  })
  if (row === undefined) return false
  if (row.state === 'pending') db.run('UPDATE webhook_deliveries SET next_at = :now WHERE id = :id', { id, now })
  else
    db.run(
      `UPDATE webhook_deliveries SET state = 'pending', tries = 0, done_at = NULL, next_at = :now,
         place = (SELECT max(place) + 1 FROM webhook_deliveries) WHERE id = :id`,
      { id, now },
    )
  return true
}

export const unmadeDeliveries = (db: Database): UnmadeDelivery[] =>
  db.all<UnmadeDelivery>(
    `SELECT id, event, subject, at FROM webhook_deliveries WHERE body IS NULL ORDER BY sequence LIMIT ${mostUnmade}`,
  )

export function setBodies(db: Database, bodies: { id: string; body: string }[]): void {
  for (const { id, body } of bodies)
    db.run('UPDATE webhook_deliveries SET body = :body WHERE id = :id AND body IS NULL', { id, body })
}

/** The first of each queue, once its body is made. */
export const webhookHeads = (db: Database): WebhookHead[] =>
  db.all<WebhookRow>('SELECT * FROM webhooks WHERE active = 1').flatMap((row) => {
    const head = db.get<DeliveryRow>(
      `SELECT * FROM webhook_deliveries WHERE webhook_id = :id AND state = 'pending' ORDER BY place LIMIT 1`,
      { id: row.id },
    )
    if (head === undefined || head.body === null) return []
    const { id, event, at, body, tries, next_at: nextAt } = head
    return [{ webhook: toWebhook(row), delivery: { id, event, at, body, tries, nextAt } }]
  })

/** What became of a try; a webhook that is gone by now took its deliveries with it. */
export function settleDelivery(db: Database, id: string, outcome: DeliveryOutcome): void {
  const row = db.get<DeliveryRow>('SELECT * FROM webhook_deliveries WHERE id = :id', { id })
  if (row === undefined) return
  const { state, attempt, at, nextAt, off } = outcome
  const attempts = [...(JSON.parse(row.attempts) as DeliveryAttempt[]), attempt].slice(-attemptsKept)
  db.run(
    `UPDATE webhook_deliveries SET state = :state, tries = tries + 1, attempt_count = attempt_count + 1,
       attempts = :attempts, next_at = :nextAt, done_at = :doneAt WHERE id = :id`,
    { id, state, attempts: JSON.stringify(attempts), nextAt, doneAt: state === 'pending' ? null : at },
  )
  if (off === undefined) return
  db.run('UPDATE webhooks SET active = 0, off_reason = :reason, off_at = :at WHERE id = :id', {
    id: row.webhook_id,
    reason: off.reason,
    at,
  })
  addItems(db, off.mails)
}
