import type { EntryOutline, EntryRecord } from '@sereno/shared/activity.ts'
import type { Page } from '@sereno/shared/field.ts'
import { severity } from '@sereno/shared/kind.ts'
import { kinds as allKinds, type Kind } from '@sereno/shared/kinds.ts'
import { fromCursor, type Place, toPage } from '../cursor.ts'
import type { Database, Params } from '../database.ts'
import type { LogFilter } from '../filters.ts'
import { fold } from '../fold.ts'
import type { PageRequest } from '../page-request.ts'
import type { IncidentEntries } from '../types.ts'
import { type EntryRow, entryColumns, outlineColumns, toEntry, toOutline } from './entry-row.ts'

export interface Search {
  kinds?: readonly Kind[] | undefined
  deviceId?: string | undefined
  deviceIds?: readonly string[] | undefined
  incidentId?: string | undefined
  causes?: readonly string[] | undefined
  otherCauses?: readonly string[] | undefined
  /** ms since 1970 */
  since?: number | undefined
  until?: number | undefined
  q?: string | undefined
}

const timeOf = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text))

export const toSearch = ({ since, until, ...rest }: LogFilter): Search => ({
  ...rest,
  since: timeOf(since),
  until: timeOf(until),
})

/**
 * Entries that began before `since` and reach into the time after it: still open, ended later within an hour of their
 * beginning, or among the few that took longer. One condition for all would have to read every entry since then; and
 * `CROSS JOIN` keeps the planner from reading all entries of a device to see whether each is one of these few.
 */
const reaching = `(
  SELECT sequence AS reached FROM entries WHERE ended_at IS NULL AND at < :since
  UNION ALL SELECT sequence FROM entries
    WHERE ended_at > at AND ended_at - at <= 3600000 AND at >= :since - 3600000 AND at < :since AND ended_at > :since
  UNION ALL SELECT sequence FROM entries WHERE ended_at - at > 3600000 AND ended_at > :since AND at < :since
) CROSS JOIN entries ON sequence = reached`

/** Where to look, for `FROM`, and what has to hold there; an empty `where` holds always. */
interface Part {
  from: string
  where: string
}

/**
 * A search as two parts that follow each other in the list's order: entries that began in the span, and entries from
 * before that reach into it. One condition for both would have to read the whole log.
 */
export function partsOf(search: Search): { parts: Part[]; params: Params } {
  const { kinds, deviceId, deviceIds, incidentId, causes, otherCauses, since, until, q } = search
  const shared: string[] = []
  const params: Params = {}
  const among = (column: string, whether: 'IN' | 'NOT IN', values: readonly string[]) => {
    const name = `among${shared.length}`
    shared.push(`${column} ${whether} (SELECT value FROM json_each(:${name}))`)
    params[name] = JSON.stringify(values)
  }
  const chosen = kinds === undefined ? allKinds : [...new Set(kinds)]
  if (chosen.length < allKinds.length) {
    // The plus keeps the planner from sorting all entries of several kinds; for one kind its index is in order.
    const column = chosen.length === 1 && deviceId === undefined ? 'kind' : '+kind'
    shared.push(`${column} IN (${chosen.map((_, index) => `:kind${index}`).join(', ')})`)
    for (const [index, kind] of chosen.entries()) params[`kind${index}`] = kind
  }
  if (deviceId !== undefined) {
    shared.push('device_id = :deviceId')
    params.deviceId = deviceId
  }
  if (incidentId !== undefined) {
    shared.push('incident_id = :incidentId')
    params.incidentId = incidentId
  }
  // Read in the order of time: the plus keeps the planner from sorting all entries of the devices that stand in a place.
  if (deviceIds !== undefined) among('+device_id', 'IN', deviceIds)
  if (causes !== undefined) among('cause', 'IN', causes)
  if (otherCauses !== undefined) among('cause', 'NOT IN', otherCauses)
  if (until !== undefined) {
    shared.push('at < :until')
    params.until = until
  }
  if (q !== undefined) {
    shared.push('instr(sought, :q) > 0')
    params.q = fold(q)
  }
  const where = shared.join(' AND ')
  if (since === undefined) return { parts: [{ from: 'entries', where }], params }
  params.since = since
  const began = { from: 'entries', where: [...shared, 'at >= :since'].join(' AND ') }
  return { parts: [began, { from: reaching, where }], params }
}

/** Newest `at` first, then by sequence. */
function select(db: Database, search: Search, limit: number, after: Place | null): EntryRow[] {
  const { parts, params } = partsOf(search)
  const rows: EntryRow[] = []
  for (const part of parts) {
    if (rows.length >= limit) break
    const where = [part.where, after === null ? '' : '(at, sequence) < (:afterAt, :afterSequence)'].filter(
      (text) => text,
    )
    const more = db.all<EntryRow>(
      `SELECT ${entryColumns} FROM ${part.from} ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
       ORDER BY at DESC, sequence DESC LIMIT :rows`,
      {
        ...params,
        rows: limit - rows.length,
        ...(after === null ? {} : { afterAt: after.at, afterSequence: after.sequence }),
      },
    )
    for (const row of more) rows.push(row)
  }
  return rows
}

/** @throws {CursorFault} */
export function listEntries(db: Database, filter: LogFilter, { limit, cursor }: PageRequest): Page<EntryRecord> {
  return toPage(select(db, toSearch(filter), limit + 1, fromCursor(cursor)), limit, toEntry)
}

/** Oldest first; of more than 10,000 the newest. */
export const entriesBetween = (db: Database, since: number, until: number, kinds: readonly Kind[]): EntryRecord[] =>
  kinds.length === 0 ? [] : select(db, { since, until, kinds }, 10_000, null).reverse().map(toEntry)

const whereOpen = 'WHERE ended_at IS NULL ORDER BY at, sequence LIMIT 10000'

export const openEntries = (db: Database): EntryRecord[] =>
  db.all<EntryRow>(`SELECT ${entryColumns} FROM entries ${whereOpen}`).map(toEntry)

export const openOutlines = (db: Database): EntryOutline[] =>
  db.all<Omit<EntryRow, 'detail'>>(`SELECT ${outlineColumns} FROM entries ${whereOpen}`).map(toOutline)

/** In no order; those that are not there are left out. */
export const entriesOf = (db: Database, ids: string[]): EntryRecord[] =>
  db
    .all<EntryRow>(`SELECT ${entryColumns} FROM entries WHERE id IN (SELECT value FROM json_each(:ids))`, {
      ids: JSON.stringify(ids),
    })
    .map(toEntry)

export function entryOf(db: Database, id: string): EntryRecord | null {
  const row = db.get<EntryRow>(`SELECT ${entryColumns} FROM entries WHERE id = :id`, { id })
  return row === undefined ? null : toEntry(row)
}

/** Oldest first; at most 100. */
export const entriesExplainedBy = (db: Database, id: string): EntryRecord[] =>
  db
    .all<EntryRow>(`SELECT ${entryColumns} FROM entries WHERE explained_by = :id ORDER BY at, sequence LIMIT 100`, {
      id,
    })
    .map(toEntry)

/** Which of an incident's entries come first. */
const weightiest = `ended_at IS NOT NULL, CASE kind ${severity.map((kind, rank) => `WHEN '${kind}' THEN ${rank}`).join(' ')} END, at, sequence`

/** The weightiest entries of each incident: those that are open, then the worst; of one kind the oldest. */
export const entriesOfIncidents = (db: Database, incidentIds: string[], most: number): IncidentEntries[] =>
  firstOfEach(db, incidentIds, { where: 'TRUE', order: weightiest, most })

/** Ended entries in short: one incident that flaps for a week has thousands. */
export const endedOfIncidents = (db: Database, incidentIds: string[], most: number): IncidentEntries[] =>
  firstOfEach(db, incidentIds, { where: 'ended_at IS NOT NULL', order: 'sequence DESC', most })

function firstOfEach(
  db: Database,
  incidentIds: string[],
  { where, order, most }: { where: string; order: string; most: number },
): IncidentEntries[] {
  const rows = db.all<EntryRow & { incident_id: string; number: number }>(
    `SELECT ${entryColumns}, number FROM entries JOIN (
       SELECT sequence AS chosen, count(*) OVER (PARTITION BY incident_id) AS number,
         row_number() OVER (PARTITION BY incident_id ORDER BY ${order}) AS place
       FROM entries WHERE incident_id IN (SELECT value FROM json_each(:ids)) AND ${where}
     ) ON sequence = chosen WHERE place <= :most ORDER BY place`,
    { ids: JSON.stringify(incidentIds), most },
  )
  return [...Map.groupBy(rows, (row) => row.incident_id)].map(([incidentId, own]) => ({
    incidentId,
    count: own[0]?.number ?? 0,
    first: own.map(toEntry),
  }))
}

/**
 * What others report may carry any time, so it says nothing about our clock: `at` is that of our own newest entry, among
 * the last 5,000 written.
 */
export function newestEntry(db: Database): { at: number | null; sequence: number } {
  const at = db.get<{ at: number | null }>(
    `SELECT max(at) AS at FROM (SELECT at, source FROM entries ORDER BY sequence DESC LIMIT 5000)
     WHERE source <> 'ingest'`,
  )
  const last = db.get<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'entries'")
  return { at: at?.at ?? null, sequence: last?.seq ?? 0 }
}
