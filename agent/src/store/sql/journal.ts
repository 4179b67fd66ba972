import type { EntryRecord, NoticeRecord } from '@sereno/shared/activity.ts'
import type { Change, NewEntry, NewNotice } from '@sereno/shared/change.ts'
import type { IncidentRecord } from '@sereno/shared/incident.ts'
import type { WebhookEvent } from '@sereno/shared/webhook.ts'
import type { Database } from '../database.ts'
import { sought } from '../fold.ts'
import { type EntryRow, entryColumns, entryParams, toEntry } from './entry-row.ts'
import { closeIncident, type IncidentRow, openIncident, toIncident } from './incidents.ts'
import { addNotice, endNotice, type NoticeRow, toNotice } from './notices.ts'
import { raise } from './raise.ts'

interface Applied {
  entries: EntryRecord[]
  notices: NoticeRecord[]
  incidents: IncidentRecord[]
}

/** Every change is harmless when repeated, so that a caller who does not know whether it was written may write it again. */
export function applyChanges(db: Database, changes: Change[]): Applied {
  const entries = new Map<string, EntryRow>()
  const notices = new Map<string, NoticeRow>()
  const incidents = new Map<string, IncidentRow>()
  const keepRow = <R extends { id: string }>(rows: Map<string, R>, row: R | undefined) => {
    if (row !== undefined) rows.set(row.id, row)
  }
  for (const change of changes) {
    switch (change.do) {
      case 'open':
        keepRow(entries, toldOfChannel(db, toldOfMove(db, addEntry(db, change.entry))))
        break
      case 'repeat':
        keepRow(entries, toldOfMove(db, repeatEntry(db, change)))
        break
      case 'end':
        keepRow(entries, toldOfChannel(db, endEntry(db, change)))
        break
      case 'explain':
        keepRow(entries, explainEntry(db, change))
        break
      case 'notice':
        keepRow(notices, toldOfNewcomer(db, addNotice(db, change.notice, null)))
        break
      case 'end_notice':
        keepRow(notices, endNotice(db, change.id, change.at))
        break
      case 'open_incident':
        keepRow(incidents, told(db, 'incident.opened', openIncident(db, change), change.at))
        break
      case 'close_incident':
        keepRow(incidents, told(db, 'incident.closed', closeIncident(db, change.id, change.at), change.at))
        break
    }
  }
  return {
    entries: [...entries.values()].map(toEntry),
    notices: [...notices.values()].map(toNotice),
    incidents: [...incidents.values()].map(toIncident),
  }
}

/** What is made for the first time is told to the webhooks that want it. */
function told<R extends { id: string }>(db: Database, event: WebhookEvent, row: R | undefined, at: number) {
  if (row !== undefined) raise(db, event, row.id, at)
  return row
}

const toldOfNewcomer = (db: Database, row: NoticeRow | undefined) =>
  row?.cause === 'new_device' ? told(db, 'device.found', row, row.at) : row

/** Also an Offline that is understood only later: the device is at another address. */
const toldOfMove = (db: Database, row: EntryRow | undefined) =>
  row?.cause === 'ip_moved' ? told(db, 'device.moved', row, row.at) : row

/** When something is wrong with one, and when it is over: two events of the same entry. */
function toldOfChannel(db: Database, row: EntryRow | undefined): EntryRow | undefined {
  if (row?.cause !== 'channel_token' && row?.cause !== 'channel_silent') return row
  if (row.ended_at === null) raise(db, 'channel.attention', row.id, row.at)
  else raise(db, 'channel.attention', `${row.id}:over`, row.ended_at)
  return row
}

const addEntry = (db: Database, entry: NewEntry): EntryRow | undefined =>
  db.get<EntryRow>(
    `INSERT INTO entries (id, at, ended_at, kind, cause, device_id, device_name, probe, source, attempts, occurrences,
       incident_id, explained_by, rule, detail, text, key, sought)
     VALUES (:id, :at, :endedAt, :kind, :cause, :deviceId, :deviceName, :probe, :source, :attempts, :occurrences,
       :incidentId, :explainedBy, :rule, :detail, :text, :key, :sought)
     ON CONFLICT DO NOTHING RETURNING ${entryColumns}`,
    entryParams(entry),
  )

function repeatEntry(db: Database, change: Change & { do: 'repeat' }): EntryRow | undefined {
  const { id, occurrences, attempts } = change
  const detail = JSON.stringify(change.detail)
  const written = db.get<EntryRow>(`SELECT ${entryColumns} FROM entries WHERE id = :id`, { id })
  if (written === undefined) return undefined
  const row = { ...written, ...change.recast }
  if (row.detail !== detail || change.recast) {
    const found = sought([row.device_name, row.cause, row.text], change.detail)
    const { cause, rule, probe } = row
    db.run(
      `UPDATE entries SET detail = :detail, sought = :found, cause = :cause, rule = :rule, probe = :probe
       WHERE id = :id`,
      { id, detail, found, cause, rule, probe },
    )
  }
  db.run('UPDATE entries SET occurrences = :occurrences, attempts = :attempts WHERE id = :id', {
    id,
    occurrences,
    attempts,
  })
  return { ...row, detail, occurrences, attempts }
}

/** A clock that was put back never makes an entry end before it began. */
const endEntry = (db: Database, { id, at, occurrences }: Change & { do: 'end' }): EntryRow | undefined =>
  db.get<EntryRow>(
    `UPDATE entries SET ended_at = max(at, :at), occurrences = :occurrences WHERE id = :id AND ended_at IS NULL
     RETURNING ${entryColumns}`,
    { id, at, occurrences },
  )

const explainEntry = (db: Database, { id, explainedBy }: Change & { do: 'explain' }): EntryRow | undefined =>
  db.get<EntryRow>(`UPDATE entries SET explained_by = :explainedBy WHERE id = :id RETURNING ${entryColumns}`, {
    id,
    explainedBy,
  })

/** What others report, all or none. A repeated `key` was written before, as an entry or as a notice. */
export function ingest(
  db: Database,
  entries: NewEntry[],
  notices: (NewNotice & { key: string | null })[],
): { accepted: number; repeated: number; entries: EntryRecord[]; notices: NoticeRecord[] } {
  const made = {
    entries: entries.flatMap((entry) => (isKnown(db, entry.key) ? [] : (addEntry(db, entry) ?? []))).map(toEntry),
    notices: notices
      .flatMap((notice) => (isKnown(db, notice.key) ? [] : (addNotice(db, notice, notice.key) ?? [])))
      .map(toNotice),
  }
  const accepted = made.entries.length + made.notices.length
  return { accepted, repeated: entries.length + notices.length - accepted, ...made }
}

const isKnown = (db: Database, key: string | null): boolean =>
  key !== null &&
  db.get('SELECT 1 FROM entries WHERE key = :key UNION ALL SELECT 1 FROM notices WHERE key = :key LIMIT 1', { key }) !==
    undefined
