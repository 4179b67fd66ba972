import type { Page } from '@sereno/shared/field.ts'
import { type DeliveryAttempt, mostWebhooks, type OffReason, type WebhookEvent } from '@sereno/shared/webhook.ts'
import { iso } from '../../clock.ts'
import { fromCursor, toPage } from '../cursor.ts'
import type { Database } from '../database.ts'
import type { PageRequest } from '../page-request.ts'
import type { WebhookChange, WebhookRecord, WebhookStanding } from '../webhook-types.ts'

export interface WebhookRow {
  sequence: number
  id: string
  url: string
  events: string
  active: number
  allow_private: number
  secret: string
  old_secret: string | null
  old_secret_until: number | null
  created_at: number
  created_by: string
  off_reason: OffReason | null
  off_at: number | null
}

interface StandingRow extends WebhookRow {
  at: number
  waiting: number
  last_delivered_at: number | null
}

export const toWebhook = (row: WebhookRow): WebhookRecord => ({
  id: row.id,
  url: row.url,
  events: JSON.parse(row.events) as WebhookEvent[],
  active: row.active === 1,
  allowPrivateAddress: row.allow_private === 1,
  secret: row.secret,
  oldSecret: row.old_secret,
  oldSecretUntil: row.old_secret_until,
  createdAt: row.created_at,
  createdBy: row.created_by,
  offReason: row.off_reason,
  offAt: row.off_at,
})

const params = (webhook: WebhookRecord) => ({
  id: webhook.id,
  url: webhook.url,
  events: JSON.stringify(webhook.events),
  active: webhook.active ? 1 : 0,
  allowPrivate: webhook.allowPrivateAddress ? 1 : 0,
  secret: webhook.secret,
  oldSecret: webhook.oldSecret,
  oldSecretUntil: webhook.oldSecretUntil,
  offReason: webhook.offReason,
  offAt: webhook.offAt,
})

export const addWebhook = (db: Database, webhook: WebhookRecord): boolean =>
  db.run(
    `INSERT INTO webhooks (id, url, events, active, allow_private, secret, old_secret, old_secret_until, created_at,
       created_by, off_reason, off_at)
     SELECT :id, :url, :events, :active, :allowPrivate, :secret, :oldSecret, :oldSecretUntil, :createdAt, :createdBy,
       :offReason, :offAt
     WHERE (SELECT count(*) FROM webhooks) < ${mostWebhooks}`,
    { ...params(webhook), createdAt: webhook.createdAt, createdBy: webhook.createdBy },
  ) === 1

const standing = `SELECT *, created_at AS at,
  (SELECT count(*) FROM webhook_deliveries WHERE webhook_id = webhooks.id AND state = 'pending') AS waiting,
  (SELECT max(done_at) FROM webhook_deliveries WHERE webhook_id = webhooks.id AND state = 'delivered') AS last_delivered_at
  FROM webhooks`

/** Newest first. */
export function listWebhooks(db: Database, { limit, cursor }: PageRequest): Page<WebhookStanding> {
  const place = fromCursor(cursor)
  const rows = db.all<StandingRow>(
    `${standing} ${place === null ? '' : 'WHERE (created_at, sequence) < (:at, :sequence)'}
     ORDER BY created_at DESC, sequence DESC LIMIT :rows`,
    { rows: limit + 1, ...place },
  )
  return toPage(rows, limit, (row) => toStanding(db, row))
}

export function webhookOf(db: Database, id: string): WebhookStanding | null {
  const row = db.get<StandingRow>(`${standing} WHERE id = :id`, { id })
  return row === undefined ? null : toStanding(db, row)
}

const toStanding = (db: Database, row: StandingRow): WebhookStanding => ({
  ...toWebhook(row),
  waiting: row.waiting,
  trouble: troubleOf(db, row.id),
  lastDeliveredAt: row.last_delivered_at,
})

function troubleOf(db: Database, webhookId: string): WebhookStanding['trouble'] {
  const head = db.get<{ id: string; tries: number; attempts: string; next_at: number }>(
    `SELECT id, tries, attempts, next_at FROM webhook_deliveries WHERE webhook_id = :webhookId AND state = 'pending'
     ORDER BY place LIMIT 1`,
    { webhookId },
  )
  if (head === undefined || head.tries === 0) return null
  const last = (JSON.parse(head.attempts) as DeliveryAttempt[]).at(-1)
  return {
    deliveryId: head.id,
    attempts: head.tries,
    status: last?.status ?? null,
    error: last?.error ?? 'unknown',
    nextAt: iso(head.next_at),
  }
}

export function changeWebhook(db: Database, id: string, change: WebhookChange, now: number): void {
  const row = db.get<WebhookRow>('SELECT * FROM webhooks WHERE id = :id', { id })
  if (row === undefined) return
  const before = toWebhook(row)
  const after = { ...before, ...change }
  // Whoever switches it, on or off, has taken over from what switched it off.
  if (change.active !== undefined) Object.assign(after, { offReason: null, offAt: null })
  db.run(
    `UPDATE webhooks SET url = :url, events = :events, active = :active, allow_private = :allowPrivate, secret = :secret,
       old_secret = :oldSecret, old_secret_until = :oldSecretUntil, off_reason = :offReason, off_at = :offAt
     WHERE id = :id`,
    params(after),
  )
  const isAnew =
    after.url !== before.url ||
    after.allowPrivateAddress !== before.allowPrivateAddress ||
    (after.active && !before.active)
  if (!isAnew) return
  db.run(
    `UPDATE webhook_deliveries SET tries = 0, next_at = :now WHERE webhook_id = :id AND state = 'pending' AND tries > 0`,
    { id, now },
  )
}

export const removeWebhook = (db: Database, id: string): boolean =>
  db.run('DELETE FROM webhooks WHERE id = :id', { id }) === 1
