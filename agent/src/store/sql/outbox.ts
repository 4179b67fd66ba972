import type { Attachment } from '@sereno/shared/delivery.ts'
import type { Database } from '../database.ts'
import type { NewOutboxItem, OutboxItem, WaitingItems } from '../outbox-types.ts'
import { withoutStopLink } from '../stop-link-in-mail.ts'
import { raise } from './raise.ts'

interface OutboxRow {
  sequence: number
  id: string
  transport: 'email'
  run_id: string | null
  recipient: string
  message_id: string
  subject: string
  text: string
  html: string
  headers: string
  attachments: string
  created_at: number
  expires_at: number
  attempts: number
  next_at: number
  state: OutboxItem['state']
  last_error: string | null
}

const toItem = (row: OutboxRow): OutboxItem => ({
  id: row.id,
  transport: row.transport,
  runId: row.run_id,
  to: row.recipient,
  messageId: row.message_id,
  subject: row.subject,
  text: row.text,
  html: row.html,
  headers: JSON.parse(row.headers) as Record<string, string>,
  ...(row.attachments === '[]' ? {} : { attachments: JSON.parse(row.attachments) as Attachment[] }),
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  attempts: row.attempts,
  nextAt: row.next_at,
  state: row.state,
  lastError: row.last_error,
})

/** An item that is there already stays as it is. */
export function addItems(db: Database, items: NewOutboxItem[]): void {
  for (const item of items)
    db.run(
      `INSERT INTO outbox (id, transport, run_id, recipient, message_id, subject, text, html, headers, attachments, created_at,
         expires_at, next_at)
       VALUES (:id, :transport, :runId, :to, :messageId, :subject, :text, :html, :headers, :attachments, :createdAt, :expiresAt,
         :nextAt)
       ON CONFLICT (id) DO NOTHING`,
      {
        id: item.id,
        transport: item.transport,
        runId: item.runId,
        to: item.to,
        messageId: item.messageId,
        subject: item.subject,
        text: item.text,
        html: item.html,
        headers: JSON.stringify(item.headers),
        attachments: JSON.stringify(item.attachments ?? []),
        createdAt: item.createdAt,
        expiresAt: item.expiresAt,
        nextAt: item.nextAt,
      },
    )
}

/** In the order in which they were put in; of somebody to whom one is due all that were put in before it, too. */
export const claimItems = (db: Database, now: number, limit: number): OutboxItem[] =>
  db
    .all<OutboxRow>(
      `WITH due AS (SELECT recipient, max(sequence) AS last FROM outbox
         WHERE state = 'waiting' AND next_at <= :now GROUP BY recipient)
       UPDATE outbox SET state = 'sending' WHERE sequence IN (
         SELECT sequence FROM outbox JOIN due USING (recipient)
         WHERE state = 'waiting' AND sequence <= last ORDER BY sequence LIMIT :limit)
       RETURNING *`,
      { now, limit },
    )
    .sort((a, b) => a.sequence - b.sequence)
    .map(toItem)

export function markSent(db: Database, id: string, at: number): void {
  db.run(
    `UPDATE outbox SET state = 'sent', attempts = attempts + 1, last_error = NULL, done_at = :at
     WHERE id = :id AND (state IN ('waiting', 'sending') OR last_error = 'opted_out')`,
    { id, at },
  )
  forgetLinks(db, id)
  tellOfDigest(db, id, at)
}

export function markAgain(db: Database, id: string, nextAt: number, error: string, counted: boolean): void {
  db.run(
    `UPDATE outbox SET state = 'waiting', attempts = attempts + :counted, next_at = :nextAt, last_error = :error
     WHERE id = :id AND state IN ('waiting', 'sending')`,
    // Whole ms: a back-off with jitter may not be.
    { id, nextAt: Math.round(nextAt), error, counted: counted ? 1 : 0 },
  )
}

export function markFailed(db: Database, id: string, at: number, error: string): void {
  db.run(
    `UPDATE outbox SET state = 'failed', attempts = attempts + 1, last_error = :error, done_at = :at
     WHERE id = :id AND state IN ('waiting', 'sending')`,
    { id, at, error },
  )
  forgetLinks(db, id)
  tellOfDigest(db, id, at)
}

/** Digests that still wait for someone who has stopped them. One that is just being sent may yet leave; then it is sent. */
export function dropDigests(db: Database, address: string, at: number): void {
  const dropped = db.all<{ id: string }>(
    `UPDATE outbox SET state = 'failed', last_error = 'opted_out', done_at = :at
     WHERE state IN ('waiting', 'sending') AND run_id IS NOT NULL AND lower(recipient) = :address RETURNING id`,
    { address, at },
  )
  for (const { id } of dropped) forgetLinks(db, id)
}

/** A digest is sent once nothing of its run waits any more, and a server took at least one of its mails. */
function tellOfDigest(db: Database, id: string, at: number): void {
  const run = db.get<{ id: string; waiting: number; sent: number }>(
    `SELECT run_id AS id, sum(state IN ('waiting', 'sending')) AS waiting, sum(state = 'sent') AS sent FROM outbox
     WHERE run_id = (SELECT run_id FROM outbox WHERE id = :id) GROUP BY run_id`,
    { id },
  )
  if (run !== undefined && run.waiting === 0 && run.sent > 0) raise(db, 'digest.sent', run.id, at)
}

/** Letters that open an account: nobody reads them again, so that nothing of them is kept once they are over. */
const waysIn = /\.(?:reset|welcome|confirm_email)@/u

/** A mail that is over is kept for a year and goes into each backup: its reader's links must not. */
function forgetLinks(db: Database, id: string): void {
  const mail = db.get<Pick<OutboxRow, 'text' | 'html' | 'headers' | 'message_id'>>(
    'SELECT text, html, headers, message_id FROM outbox WHERE id = :id',
    { id },
  )
  if (mail === undefined) return
  if (waysIn.test(mail.message_id)) {
    db.run("UPDATE outbox SET text = '', html = '' WHERE id = :id", { id })
    return
  }
  const [text, html, headers] = [mail.text, mail.html, mail.headers].map(withoutStopLink)
  if (text === mail.text && html === mail.html && headers === mail.headers) return
  db.run('UPDATE outbox SET text = :text, html = :html, headers = :headers WHERE id = :id', {
    id,
    text: text ?? '',
    html: html ?? '',
    headers: headers ?? '',
  })
}

export const releaseItems = (db: Database): number =>
  db.run("UPDATE outbox SET state = 'waiting' WHERE state = 'sending'")

export function itemOf(db: Database, id: string): OutboxItem | null {
  const row = db.get<OutboxRow>('SELECT * FROM outbox WHERE id = :id', { id })
  return row === undefined ? null : toItem(row)
}

export const itemsOfRun = (db: Database, runId: string): OutboxItem[] =>
  db.all<OutboxRow>('SELECT * FROM outbox WHERE run_id = :runId ORDER BY sequence', { runId }).map(toItem)

/** What is being sent counts as waiting: it may come back. `lastError` is that of the newest mail that was tried. */
export function waitingItems(db: Database): WaitingItems {
  const waiting = db.get<{ count: number; nextAt: number | null }>(
    "SELECT count(*) AS count, min(next_at) AS nextAt FROM outbox WHERE state = 'waiting'",
  )
  const sending = db.get<{ count: number }>("SELECT count(*) AS count FROM outbox WHERE state = 'sending'")
  const tried = db.get<{ error: string }>(
    `SELECT last_error AS error FROM outbox WHERE state = 'waiting' AND last_error IS NOT NULL
     ORDER BY sequence DESC LIMIT 1`,
  )
  return {
    count: (waiting?.count ?? 0) + (sending?.count ?? 0),
    nextAt: waiting?.nextAt ?? null,
    lastError: tried?.error ?? null,
  }
}

export const itemsSentBetween = (db: Database, since: number, until: number): number =>
  countOf(db, "state = 'sent' AND done_at >= :since AND done_at <= :until", { since, until })

export const itemsHeldAt = (db: Database, at: number): number =>
  countOf(db, 'created_at <= :at AND (done_at IS NULL OR done_at > :at)', { at })

const countOf = (db: Database, where: string, params: Record<string, number>): number =>
  db.get<{ count: number }>(`SELECT count(*) AS count FROM outbox WHERE ${where}`, params)?.count ?? 0
