import { type Kind, kinds } from '@sereno/shared/kinds.ts'
import type { Database } from '../database.ts'
import type { NewOutboxItem } from '../outbox-types.ts'
import type {
  AddressHistory,
  DayFigures,
  LastDigest,
  RolloutDesk,
  RolloutMark,
  RolloutNoteRecord,
} from '../rollout-types.ts'
import { partsOf } from './entries.ts'
import { addItems } from './outbox.ts'

const hourMs = 3_600_000
const minuteMs = 60_000

/** As the digest counts: an entry counts in each span that it touches, what another explains in none. */
export const rolloutDays = (db: Database, spans: { since: number; until: number }[]): DayFigures[] =>
  spans.map((span) => ({ kinds: kindsIn(db, span), watchedHours: watchedHours(db, span) }))

function kindsIn(db: Database, span: { since: number; until: number }): Record<Kind, number> {
  const counted = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>
  const { parts, params } = partsOf(span)
  for (const { from, where } of parts) {
    const groups = db.all<{ kind: Kind; count: number }>(
      `SELECT kind, count(*) AS count FROM ${from}
       WHERE ${where === '' ? '' : `${where} AND`} explained_by IS NULL GROUP BY kind`,
      params,
    )
    for (const { kind, count } of groups) counted[kind] += count
  }
  return counted
}

const watchedHours = (db: Database, { since, until }: { since: number; until: number }): number =>
  db.get<{ count: number }>(
    `SELECT count(DISTINCT at_hour) AS count FROM hours WHERE at_hour >= :from AND at_hour < :until AND looks > 0`,
    { from: Math.floor(since / hourMs), until: Math.ceil(until / hourMs) },
  )?.count ?? 0

export const addressHistories = (db: Database, deviceIds: string[], since: number): AddressHistory[] =>
  deviceIds.map((deviceId) => ({
    deviceId,
    watchedSince: watchedSince(db, deviceId),
    movedAt: latest(
      db,
      `SELECT max(coalesce(ended_at, at)) AS at FROM entries
       WHERE device_id = :deviceId AND at >= :since AND cause IN ('ip_moved', 'ip_taken', 'ip_conflict')`,
      { deviceId, since },
    ),
    setAt: latest(
      db,
      `SELECT max(at) AS at FROM audit WHERE target = :deviceId AND at >= :since AND state = 'done'
         AND action LIKE 'PATCH /api/v1/devices/%' AND changes LIKE '%.address"%'`,
      { deviceId, since },
    ),
  }))

const latest = (db: Database, sql: string, params: Record<string, string | number>): number | null =>
  db.get<{ at: number | null }>(sql, params)?.at ?? null

/** Within its first hour a device has only minutes. */
function watchedSince(db: Database, deviceId: string): number | null {
  const first = (table: 'hours' | 'minutes', at: 'at_hour' | 'at_minute') =>
    db.get<{ at: number }>(
      `SELECT ${at} AS at FROM ${table} WHERE number = (SELECT number FROM measured WHERE device_id = :deviceId)
         AND looks > lost ORDER BY ${at} LIMIT 1`,
      { deviceId },
    )?.at
  const hour = first('hours', 'at_hour')
  if (hour !== undefined) return hour * hourMs
  const minute = first('minutes', 'at_minute')
  return minute === undefined ? null : minute * minuteMs
}

/** SQLite takes the other columns from the row that has the greatest. */
export const lastDigests = (db: Database): LastDigest[] =>
  db.all<LastDigest>(
    `SELECT lower(recipient) AS address, outbox.state AS state, max(done_at) AS at
     FROM outbox JOIN runs ON runs.id = outbox.run_id
     WHERE outbox.state IN ('sent', 'failed') AND done_at IS NOT NULL AND runs.test = 0 GROUP BY lower(recipient)`,
  )

export const lastMailAt = (db: Database): number | null =>
  latest(db, "SELECT max(done_at) AS at FROM outbox WHERE state = 'sent'", {})

export const rolloutMarks = (db: Database): RolloutMark[] =>
  db.all<RolloutMark>(
    `SELECT point, subject, source, users.full_name AS by, at
     FROM rollout_marks LEFT JOIN users ON users.id = rollout_marks.user_id`,
  )

export function setMarks(db: Database, marks: Parameters<RolloutDesk['mark']>[0]): void {
  for (const mark of marks)
    db.run(
      `INSERT OR REPLACE INTO rollout_marks (point, subject, source, user_id, at)
       VALUES (:point, :subject, :source, (SELECT id FROM users WHERE id = :userId), :at)`,
      { ...mark },
    )
}

export function unmark(db: Database, point: string): void {
  db.run("DELETE FROM rollout_marks WHERE point = :point AND source = 'person'", { point })
}

interface NoteRow {
  id: string
  user_id: string | null
  by: string | null
  at: number
  text: string
}

export const rolloutNotes = (db: Database): RolloutNoteRecord[] =>
  db
    .all<NoteRow>(
      `SELECT rollout_notes.id AS id, user_id, users.full_name AS by, at, text
       FROM rollout_notes LEFT JOIN users ON users.id = user_id ORDER BY rollout_notes.sequence DESC`,
    )
    .map(({ user_id: userId, ...note }) => ({ ...note, userId }))

export const addRolloutNote = (db: Database, note: Omit<RolloutNoteRecord, 'by'>, most: number): boolean =>
  db.run(
    `INSERT INTO rollout_notes (id, user_id, at, text)
     SELECT :id, (SELECT id FROM users WHERE id = :userId), :at, :text
     WHERE (SELECT count(*) FROM rollout_notes) < :most`,
    { ...note, most },
  ) === 1

export const removeRolloutNote = (db: Database, id: string, userId: string): boolean =>
  db.run('DELETE FROM rollout_notes WHERE id = :id AND user_id = :userId', { id, userId }) === 1

export const handedOver = (db: Database): { at: number; by: string | null } | null =>
  db.get<{ at: number; by: string | null }>(
    `SELECT at, users.full_name AS by FROM rollout_hand_over LEFT JOIN users ON users.id = user_id`,
  ) ?? null

export function handOver(db: Database, userId: string, at: number, mails: NewOutboxItem[]): boolean {
  const written = db.run(
    `INSERT INTO rollout_hand_over (one, user_id, at) VALUES (1, (SELECT id FROM users WHERE id = :userId), :at)
     ON CONFLICT DO NOTHING`,
    { userId, at },
  )
  if (written === 0) return false
  addItems(db, mails)
  return true
}
