import type { Page } from '@sereno/shared/field.ts'
import type { IncidentPatch, IncidentRecord } from '@sereno/shared/incident.ts'
import { iso, isoOrNull } from '../../clock.ts'
import { fromCursor, toPage } from '../cursor.ts'
import type { Database } from '../database.ts'
import type { IncidentFilter } from '../filters.ts'
import type { PageRequest } from '../page-request.ts'

export interface IncidentRow {
  sequence: number
  id: string
  device_id: string | null
  device_name: string | null
  opened_at: number
  closed_at: number | null
  acknowledged_at: number | null
  acknowledged_by: string | null
  note: string | null
  snoozed_until: number | null
}

export const toIncident = (row: IncidentRow): IncidentRecord => ({
  id: row.id,
  deviceId: row.device_id,
  deviceName: row.device_name,
  openedAt: iso(row.opened_at),
  closedAt: isoOrNull(row.closed_at),
  acknowledgedAt: isoOrNull(row.acknowledged_at),
  acknowledgedBy: row.acknowledged_by,
  note: row.note,
  snoozedUntil: isoOrNull(row.snoozed_until),
})

/** `undefined` where it is there already: a repeated change is harmless. */
export const openIncident = (
  db: Database,
  { id, deviceId, deviceName, at }: { id: string; deviceId: string | null; deviceName: string | null; at: number },
): IncidentRow | undefined =>
  db.get<IncidentRow>(
    `INSERT INTO incidents (id, device_id, device_name, opened_at) VALUES (:id, :deviceId, :deviceName, :at)
     ON CONFLICT (id) DO NOTHING RETURNING *`,
    { id, deviceId, deviceName, at },
  )

export const closeIncident = (db: Database, id: string, at: number): IncidentRow | undefined =>
  db.get<IncidentRow>(
    'UPDATE incidents SET closed_at = max(opened_at, :at) WHERE id = :id AND closed_at IS NULL RETURNING *',
    { id, at },
  )

export const openIncidents = (db: Database): IncidentRecord[] =>
  db
    .all<IncidentRow>('SELECT * FROM incidents WHERE closed_at IS NULL ORDER BY opened_at, sequence LIMIT 10000')
    .map(toIncident)

/** Opened or closed from a moment on, oldest first; at most 500. */
export const incidentsSince = (db: Database, at: number): IncidentRecord[] =>
  db
    .all<IncidentRow>(
      'SELECT * FROM incidents WHERE opened_at >= :at OR closed_at >= :at ORDER BY opened_at, sequence LIMIT 500',
      { at },
    )
    .map(toIncident)

export function incidentOf(db: Database, id: string): IncidentRecord | null {
  const row = db.get<IncidentRow>('SELECT * FROM incidents WHERE id = :id', { id })
  return row === undefined ? null : toIncident(row)
}

/** Newest first. */
export function listIncidents(
  db: Database,
  { limit, cursor, open, acknowledged }: PageRequest & IncidentFilter,
): Page<IncidentRecord> {
  const place = fromCursor(cursor)
  const where = [
    ...(open === undefined ? [] : [`closed_at IS ${open ? '' : 'NOT '}NULL`]),
    ...(acknowledged === undefined ? [] : [`acknowledged_at IS ${acknowledged ? 'NOT ' : ''}NULL`]),
    ...(place === null ? [] : ['(opened_at, sequence) < (:at, :sequence)']),
  ]
  const rows = db.all<IncidentRow & { at: number }>(
    `SELECT *, opened_at AS at FROM incidents ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
     ORDER BY opened_at DESC, sequence DESC LIMIT :rows`,
    { rows: limit + 1, ...place },
  )
  return toPage(rows, limit, toIncident)
}

/** Who acknowledges first stays named; taking it back forgets both. `null` where there is no such incident. */
export function changeIncident(
  db: Database,
  id: string,
  patch: IncidentPatch,
  by: string,
  at: number,
): IncidentRecord | null {
  const row = db.get<IncidentRow>('SELECT * FROM incidents WHERE id = :id', { id })
  if (row === undefined) return null
  const next = { ...row }
  if (patch.acknowledged === true && row.acknowledged_at === null)
    Object.assign(next, { acknowledged_at: at, acknowledged_by: by })
  if (patch.acknowledged === false) Object.assign(next, { acknowledged_at: null, acknowledged_by: null })
  if (patch.note !== undefined) next.note = patch.note === '' ? null : patch.note
  if (patch.snoozedUntil !== undefined)
    next.snoozed_until = patch.snoozedUntil === null ? null : Date.parse(patch.snoozedUntil)
  db.run(
    `UPDATE incidents SET acknowledged_at = :acknowledgedAt, acknowledged_by = :acknowledgedBy, note = :note,
       snoozed_until = :snoozedUntil WHERE id = :id`,
    {
      id,
      acknowledgedAt: next.acknowledged_at,
      acknowledgedBy: next.acknowledged_by,
      note: next.note,
      snoozedUntil: next.snoozed_until,
    },
  )
  return toIncident(next)
}
