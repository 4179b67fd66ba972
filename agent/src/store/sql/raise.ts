import type { WebhookEvent } from '@sereno/shared/webhook.ts'
import type { Database } from '../database.ts'
import { makeId } from '../make-id.ts'
import { raisePush } from './push-queue.ts'

/** Of each webhook. Where more wait, the oldest that nobody is sending is given up, and stands in the log as such. */
export const mostWaiting = 10_000
/** Of those, of messages: anyone may write any number, which is not to keep what happens to devices waiting. */
const mostMessages = 200

/** Something happened: all who want to hear of it are told, which is written down in the transaction that made it happen. */
export function raise(db: Database, event: WebhookEvent, subject: string, at: number, most = mostWaiting): void {
  raisePush(db, event, subject, at)
  const wanting = db.all<{ id: string }>(
    `SELECT id FROM webhooks WHERE active = 1
       AND EXISTS (SELECT 1 FROM json_each(events) WHERE json_each.value = :event)`,
    { event },
  )
  for (const { id } of wanting) {
    putIn(db, id, event, subject, at)
    makeWay(db, id, at, most, null)
    if (event === 'message.received') makeWay(db, id, at, mostMessages, event)
  }
}

/** One event of one subject is told once; its id, or `null` where it was told before. */
export function putIn(
  db: Database,
  webhookId: string,
  event: WebhookEvent,
  subject: string,
  at: number,
): string | null {
  const id = makeId()
  const made = db.run(
    `INSERT INTO webhook_deliveries (id, webhook_id, event, subject, at, place, next_at)
     VALUES (:id, :webhookId, :event, :subject, :at, (SELECT coalesce(max(place), 0) + 1 FROM webhook_deliveries), :at)
     ON CONFLICT (webhook_id, event, subject) DO NOTHING`,
    { id, webhookId, event, subject, at },
  )
  return made === 0 ? null : id
}

function makeWay(db: Database, webhookId: string, at: number, most: number, event: WebhookEvent | null): void {
  const ofIt = `webhook_id = :webhookId AND state = 'pending'${event === null ? '' : ' AND event = :event'}`
  const params = { webhookId, ...(event !== null && { event }) }
  const waiting = db.get<{ n: number }>(`SELECT count(*) AS n FROM webhook_deliveries WHERE ${ofIt}`, params)
  if ((waiting?.n ?? 0) <= most) return
  const attempt = { at: new Date(at).toISOString(), status: null, ms: 0, error: 'queue_full', answer: '' }
  // The very first may just be on its way.
  db.run(
    `UPDATE webhook_deliveries SET state = 'failed', done_at = :at, attempts = json_insert(attempts, '$[#]', json(:attempt))
     WHERE sequence = (SELECT sequence FROM webhook_deliveries WHERE ${ofIt} ORDER BY place LIMIT 1 OFFSET 1)`,
    { ...params, at, attempt: JSON.stringify(attempt) },
  )
}
