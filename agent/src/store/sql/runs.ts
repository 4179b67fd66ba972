import type { Page } from '@sereno/shared/field.ts'
import type { Counts, RunReason } from '@sereno/shared/integration.ts'
import { fromCursor, toPage } from '../cursor.ts'
import type { Database } from '../database.ts'
import type { NewOutboxItem } from '../outbox-types.ts'
import type { PageRequest } from '../page-request.ts'
import type { RunMails, RunRecord } from '../types.ts'
import { addItems } from './outbox.ts'

interface RunRow {
  sequence: number
  id: string
  integration_id: string
  at: number
  trigger: RunRecord['trigger']
  local_date: string | null
  scheduled_at: number | null
  since: number
  until: number
  test: number
  reason: RunReason
  total: number
  counts: string
  minimum_errors: number | null
  digest_id: string | null
}

const toRun = (row: RunRow): RunRecord => ({
  id: row.id,
  integrationId: row.integration_id,
  at: row.at,
  trigger: row.trigger,
  localDate: row.local_date,
  scheduledAt: row.scheduled_at,
  since: row.since,
  until: row.until,
  test: row.test === 1,
  reason: row.reason,
  total: row.total,
  counts: JSON.parse(row.counts) as Counts,
  minimumErrors: row.minimum_errors,
  digestId: row.digest_id,
})

/** The run and its mails, or nothing where that day had its run. */
export function recordRun(db: Database, run: RunRecord, items: NewOutboxItem[]): boolean {
  const written = db.run(
    `INSERT INTO runs (id, integration_id, at, trigger, local_date, scheduled_at, since, until, test, reason, total,
       counts, minimum_errors, digest_id)
     VALUES (:id, :integrationId, :at, :trigger, :localDate, :scheduledAt, :since, :until, :test, :reason, :total,
       :counts, :minimumErrors, :digestId)
     ON CONFLICT DO NOTHING`,
    { ...run, test: run.test ? 1 : 0, counts: JSON.stringify(run.counts) },
  )
  if (written === 0) return false
  addItems(db, items)
  return true
}

export function setRunReason(db: Database, id: string, reason: RunReason): void {
  db.run('UPDATE runs SET reason = :reason WHERE id = :id', { id, reason })
}

/** Newest first. */
export function listRuns(db: Database, integrationId: string, { limit, cursor }: PageRequest): Page<RunRecord> {
  const place = fromCursor(cursor)
  const rows = db.all<RunRow>(
    `SELECT * FROM runs WHERE integration_id = :integrationId
     ${place === null ? '' : 'AND (at, sequence) < (:at, :sequence)'} ORDER BY at DESC, sequence DESC LIMIT :rows`,
    { integrationId, rows: limit + 1, ...place },
  )
  return toPage(rows, limit, toRun)
}

export function runOf(db: Database, id: string): RunRecord | null {
  const row = db.get<RunRow>('SELECT * FROM runs WHERE id = :id', { id })
  return row === undefined ? null : toRun(row)
}

/** By the order of writing: a clock that was put back does not make an older run the latest. */
export function latestRun(db: Database, integrationId: string, dailyOnly: boolean): RunRecord | null {
  const row = db.get<RunRow>(
    `SELECT * FROM runs WHERE integration_id = :integrationId ${dailyOnly ? "AND trigger = 'daily'" : ''}
     ORDER BY sequence DESC LIMIT 1`,
    { integrationId },
  )
  return row === undefined ? null : toRun(row)
}

export function mailsOfRuns(db: Database, integrationId: string, withTests: boolean): RunMails {
  const moment = 'coalesce(scheduled_at, at)'
  const row = db.get<Omit<RunMails, 'watchedAt'>>(
    `SELECT max(CASE WHEN digest_id IS NOT NULL THEN ${moment} END) AS mailAt,
       max(CASE WHEN digest_id IS NOT NULL AND trigger <> 'weekly' AND total > 0 THEN ${moment} END) AS reportAt,
       min(${moment}) AS firstAt
     FROM runs WHERE integration_id = :integrationId AND (test = 0 OR :withTests = 1)`,
    { integrationId, withTests: withTests ? 1 : 0 },
  )
  return { ...(row ?? { mailAt: null, reportAt: null, firstAt: null }), watchedAt: watchedSince(db, integrationId) }
}

/** Where the daily runs last began anew: one that covers a span that does not touch what was covered before. */
function watchedSince(db: Database, integrationId: string): number | null {
  const row = db.get<{ at: number | null }>(
    `SELECT max(since) AS at FROM (
       SELECT since, max(until) OVER (ORDER BY sequence ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
       FROM runs WHERE integration_id = :integrationId AND trigger = 'daily')
     WHERE reached IS NULL OR since > reached`,
    { integrationId },
  )
  return row?.at ?? null
}
