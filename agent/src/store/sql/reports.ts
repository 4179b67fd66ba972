import { iso } from '../../clock.ts'
import type { Database } from '../database.ts'
import type { FailReports, TroubledSpan } from '../report-types.ts'

/** Of so many reports that name no device of ours the text is given. */
const maxTexts = 500

/** As the index has it. */
const reported = "kind = 'Fail' AND source IN ('ingest', 'checkin')"

/** Failures that others report: how many at each device since its trouble began, and the texts of those not at one of them. */
export function failReports(db: Database, spans: TroubledSpan[]): FailReports {
  if (spans.length === 0) return { counts: [], texts: [] }
  const counts = db.all<{ deviceId: string; count: number }>(
    `SELECT span.value ->> 'deviceId' AS deviceId, count(*) AS count
     FROM json_each(:spans) AS span CROSS JOIN entries ON at >= span.value ->> 'since'
     WHERE ${reported} AND device_id = span.value ->> 'deviceId' GROUP BY 1`,
    { spans: JSON.stringify(spans) },
  )
  const texts = db.all<{ deviceId: string | null; at: number; text: string }>(
    `SELECT device_id AS deviceId, at, text FROM entries
     WHERE ${reported} AND at >= :since AND text IS NOT NULL AND (device_id IS NOT NULL OR device_name IS NULL)
       AND coalesce(device_id NOT IN (SELECT value FROM json_each(:ids)), TRUE)
     ORDER BY at DESC LIMIT :most`,
    {
      since: Math.min(...spans.map(({ since }) => since)),
      ids: JSON.stringify(spans.map(({ deviceId }) => deviceId)),
      most: maxTexts,
    },
  )
  return { counts, texts: texts.map((row) => ({ ...row, at: iso(row.at) })) }
}
