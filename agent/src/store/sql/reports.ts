import { iso } from '../../clock.ts'
import type { Database } from '../database.ts'
import type { FailReports, TroubledSpan } from '../report-types.ts'

/** Of so many reports that name no device of ours the text is given. */
const maxTexts = 500

/** As the index has it, which is named: the planner would rather read all failures, a thousand times as many. */
const reported = "kind = 'Fail' AND source IN ('ingest', 'checkin')"
const entries = 'entries INDEXED BY entries_reported'

/** Failures that others report: how many at each device since its trouble began, and the texts of those not at one of them. */
export function failReports(db: Database, spans: TroubledSpan[]): FailReports {
  if (spans.length === 0) return { counts: [], texts: [] }
  const since = Math.min(...spans.map((span) => span.since))
  const ids = JSON.stringify(spans.map(({ deviceId }) => deviceId))
  const begun = new Map(spans.map((span) => [span.deviceId, span.since]))
  const counts = new Map<string, number>()
  const own = db.lists<[deviceId: string, at: number]>(
    `SELECT device_id, at FROM ${entries}
     WHERE ${reported} AND at >= :since AND device_id IN (SELECT value FROM json_each(:ids))`,
    { since, ids },
  )
  for (const [deviceId, at] of own)
    if (at >= (begun.get(deviceId) ?? at)) counts.set(deviceId, (counts.get(deviceId) ?? 0) + 1)
  const texts = db.all<{ deviceId: string | null; at: number; text: string }>(
    `SELECT device_id AS deviceId, at, text FROM ${entries}
     WHERE ${reported} AND at >= :since AND text IS NOT NULL AND (device_id IS NOT NULL OR device_name IS NULL)
       AND coalesce(device_id NOT IN (SELECT value FROM json_each(:ids)), TRUE)
     ORDER BY at DESC LIMIT :most`,
    { since, ids, most: maxTexts },
  )
  return {
    counts: [...counts].map(([deviceId, count]) => ({ deviceId, count })),
    texts: texts.map((row) => ({ ...row, at: iso(row.at) })),
  }
}
