import type { Detail, EntryOutline, EntryRecord, Source } from '@sereno/shared/activity.ts'
import type { NewEntry } from '@sereno/shared/change.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import { iso, isoOrNull } from '../../clock.ts'
import type { Params } from '../database.ts'
import { sought } from '../fold.ts'

export interface EntryRow {
  sequence: number
  id: string
  at: number
  ended_at: number | null
  kind: Kind
  cause: string
  device_id: string | null
  device_name: string | null
  probe: string | null
  source: Source
  attempts: number
  occurrences: number
  incident_id: string | null
  explained_by: string | null
  rule: string
  detail: string
  text: string | null
}

/** All but the detail: that of one entry may weigh more than a thousand others together. */
export const outlineColumns = `sequence, id, at, ended_at, kind, cause, device_id, device_name, probe, source, attempts,
  occurrences, incident_id, explained_by, rule, text`

/** All that an entry's record is made of; what is only for finding it stays behind. */
export const entryColumns = `${outlineColumns}, detail`

export const toOutline = (row: Omit<EntryRow, 'detail'>): EntryOutline => ({
  sequence: row.sequence,
  id: row.id,
  at: iso(row.at),
  endedAt: isoOrNull(row.ended_at),
  kind: row.kind,
  cause: row.cause,
  deviceId: row.device_id,
  deviceName: row.device_name,
  probe: row.probe,
  source: row.source,
  attempts: row.attempts,
  occurrences: row.occurrences,
  incidentId: row.incident_id,
  explainedBy: row.explained_by,
  rule: row.rule,
  text: row.text,
})

export const toEntry = (row: EntryRow): EntryRecord => ({
  ...toOutline(row),
  detail: JSON.parse(row.detail) as Detail,
})

export const entryParams = (entry: NewEntry): Params => ({
  id: entry.id,
  at: entry.at,
  endedAt: entry.endedAt,
  kind: entry.kind,
  cause: entry.cause,
  deviceId: entry.deviceId,
  deviceName: entry.deviceName,
  probe: entry.probe,
  source: entry.source,
  attempts: entry.attempts,
  occurrences: entry.occurrences,
  incidentId: entry.incidentId,
  explainedBy: entry.explainedBy,
  rule: entry.rule,
  detail: JSON.stringify(entry.detail),
  text: entry.text,
  key: entry.key,
  sought: sought([entry.deviceName, entry.cause, entry.text], entry.detail),
})
