import type { Detail, NoticeRecord } from '@sereno/shared/activity.ts'
import type { NewNotice } from '@sereno/shared/change.ts'
import type { Page } from '@sereno/shared/field.ts'
import { iso, isoOrNull } from '../../clock.ts'
import { fromCursor, toPage } from '../cursor.ts'
import type { Database } from '../database.ts'
import type { PageRequest } from '../page-request.ts'

export interface NoticeRow {
  sequence: number
  id: string
  at: number
  ended_at: number | null
  cause: string
  device_id: string | null
  device_name: string | null
  detail: string
  text: string | null
}

const columns = 'sequence, id, at, ended_at, cause, device_id, device_name, detail, text'

export const toNotice = (row: NoticeRow): NoticeRecord => ({
  id: row.id,
  at: iso(row.at),
  endedAt: isoOrNull(row.ended_at),
  cause: row.cause,
  deviceId: row.device_id,
  deviceName: row.device_name,
  detail: JSON.parse(row.detail) as Detail,
  text: row.text,
})

/** `undefined` where a notice of this id is there already: a repeated change is harmless. */
export const addNotice = (db: Database, notice: NewNotice, key: string | null): NoticeRow | undefined =>
  db.get<NoticeRow>(
    `INSERT INTO notices (id, at, ended_at, cause, device_id, device_name, detail, text, key)
     VALUES (:id, :at, :endedAt, :cause, :deviceId, :deviceName, :detail, :text, :key)
     ON CONFLICT (id) DO NOTHING RETURNING ${columns}`,
    {
      id: notice.id,
      at: notice.at,
      endedAt: notice.endedAt,
      cause: notice.cause,
      deviceId: notice.deviceId,
      deviceName: notice.deviceName,
      detail: JSON.stringify(notice.detail),
      text: notice.text,
      key,
    },
  )

export const endNotice = (db: Database, id: string, at: number): NoticeRow | undefined =>
  db.get<NoticeRow>(
    `UPDATE notices SET ended_at = max(at, :at) WHERE id = :id AND ended_at IS NULL RETURNING ${columns}`,
    { id, at },
  )

export function noticeOf(db: Database, id: string): NoticeRecord | null {
  const row = db.get<NoticeRow>(`SELECT ${columns} FROM notices WHERE id = :id`, { id })
  return row === undefined ? null : toNotice(row)
}

export const openNotices = (db: Database): NoticeRecord[] =>
  db
    .all<NoticeRow>(`SELECT ${columns} FROM notices WHERE ended_at IS NULL ORDER BY at, sequence LIMIT 10000`)
    .map(toNotice)

/** Newest first. */
export function listNotices(
  db: Database,
  { limit, cursor, deviceId }: PageRequest & { deviceId?: string | undefined },
): Page<NoticeRecord> {
  const place = fromCursor(cursor)
  const where = [
    ...(deviceId === undefined ? [] : ['device_id = :deviceId']),
    ...(place === null ? [] : ['(at, sequence) < (:at, :sequence)']),
  ]
  const rows = db.all<NoticeRow>(
    `SELECT ${columns} FROM notices ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
     ORDER BY at DESC, sequence DESC LIMIT :rows`,
    { rows: limit + 1, ...(deviceId === undefined ? {} : { deviceId }), ...place },
  )
  return toPage(rows, limit, toNotice)
}
