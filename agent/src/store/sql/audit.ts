import type { Page } from '@sereno/shared/field.ts'
import type { AuditFilter, AuditRecord } from '../audit-types.ts'
import { fromCursor, toPage } from '../cursor.ts'
import type { Database } from '../database.ts'
import type { PageRequest } from '../page-request.ts'

interface AuditRow {
  sequence: number
  id: string
  at: number
  state: AuditRecord['state']
  who: string
  username: string
  way: AuditRecord['way']
  address: string
  action: string
  target: string
  target_name: string
  changes: string
  settings: string | null
}

const toRecord = (row: AuditRow): AuditRecord => ({
  id: row.id,
  at: row.at,
  state: row.state,
  who: row.who,
  username: row.username,
  way: row.way,
  address: row.address,
  action: row.action,
  target: row.target,
  targetName: row.target_name,
  changes: JSON.parse(row.changes) as AuditRecord['changes'],
  settings: row.settings === null ? null : (JSON.parse(row.settings) as AuditRecord['settings']),
})

export function writeAudit(db: Database, record: AuditRecord): void {
  db.run(
    `INSERT INTO audit (id, at, state, who, username, way, address, action, target, target_name, changes, settings)
     VALUES (:id, :at, :state, :who, :username, :way, :address, :action, :target, :targetName, :changes, :settings)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, who = excluded.who, username = excluded.username,
       target_name = excluded.target_name, changes = excluded.changes, settings = excluded.settings`,
    {
      ...record,
      changes: JSON.stringify(record.changes),
      settings: record.settings === null ? null : JSON.stringify(record.settings),
    },
  )
}

export function settleAudit(db: Database, id: string, state: AuditRecord['state']): void {
  db.run('UPDATE audit SET state = :state WHERE id = :id', { id, state })
}

export const openAudits = (db: Database): AuditRecord[] =>
  db.all<AuditRow>("SELECT * FROM audit WHERE state = 'begun' ORDER BY sequence LIMIT 1000").map(toRecord)

/** Newest first. */
export function listAudit(
  db: Database,
  { q, since, until }: AuditFilter,
  { limit, cursor }: PageRequest,
): Page<AuditRecord> {
  const place = fromCursor(cursor)
  const where = [
    ...(q
      ? ["instr(lower(who || ' ' || username || ' ' || target_name || ' ' || action || ' ' || changes), lower(:q)) > 0"]
      : []),
    ...(since === undefined ? [] : ['at >= :since']),
    ...(until === undefined ? [] : ['at < :until']),
    ...(place === null ? [] : ['(at, sequence) < (:at, :sequence)']),
  ]
  const rows = db.all<AuditRow>(
    `SELECT * FROM audit ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
     ORDER BY at DESC, sequence DESC LIMIT :rows`,
    {
      rows: limit + 1,
      ...(q && { q }),
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
      ...place,
    },
  )
  return toPage(rows, limit, toRecord)
}
