import type { SeriesPoint } from '@sereno/shared/device.ts'
import type { Database } from '../database.ts'
import type { MinuteBucket } from '../types.ts'
import { forgetStates } from './measured-states.ts'
import { reachOf, runningHourOf } from './reach.ts'
import { bucketsOf, type Measured, pointsOf, stateNumbers } from './series.ts'

const minuteMs = 60_000
const minutesInHour = 60

const micros = (ms: number | null): number | null => (ms === null ? null : Math.round(ms * 1000))
const hourOf = (minute: number): number => Math.floor(minute / minutesInHour)

/** A minute that is written again replaces what was kept of it. */
export function writeBuckets(db: Database, buckets: MinuteBucket[]): void {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const bucket of buckets) {
    const minute = Math.floor(bucket.at / minuteMs)
    first = Math.min(first, minute)
    last = Math.max(last, minute)
    db.run(
      `INSERT OR REPLACE INTO minutes (at_minute, number, looks, lost, p10_us, p50_us, p95_us, max_us, state)
       VALUES (:minute, :number, :looks, :lost, :p10, :p50, :p95, :max, :state)`,
      {
        minute,
        number: numberOf(db, bucket.deviceId),
        looks: bucket.looks,
        lost: bucket.lost,
        p10: micros(bucket.latencyP10Ms),
        p50: micros(bucket.latencyP50Ms),
        p95: micros(bucket.latencyP95Ms),
        max: micros(bucket.latencyMaxMs),
        state: stateNumbers[bucket.state],
      },
    )
  }
  if (buckets.length === 0) return
  forgetStates(db, first, last)
  closeHours(db, hourOf(first), hourOf(last))
}

function numberOf(db: Database, deviceId: string): number {
  const known = db.get<{ number: number }>('SELECT number FROM measured WHERE device_id = :deviceId', { deviceId })
  if (known !== undefined) return known.number
  db.run('INSERT INTO measured (device_id) VALUES (:deviceId)', { deviceId })
  return numberOf(db, deviceId)
}

/**
 * Makes the hours that have ended since the last write, and again those that a late minute belongs to. The running hour
 * is the one written to last, also after the clock was put back.
 */
function closeHours(db: Database, first: number, last: number): void {
  const running = runningHourOf(db)
  if (running !== null && running > last) closeHour(db, running, running + 1)
  const from = Math.min(first, running ?? first)
  if (from < last) closeHour(db, from, last)
  if (running !== last)
    db.run("INSERT OR REPLACE INTO facts (name, value) VALUES ('running_hour', :hour)", { hour: String(last) })
}

/**
 * Hours from their minutes, in [from, until). Counts, loss, maximum and state are exact; the percentiles of an hour are
 * the mean of its minutes' percentiles, weighted by the answers in each: an approximation, as single answers are not kept.
 */
function closeHour(db: Database, from: number, until: number): void {
  db.run(
    `INSERT OR REPLACE INTO hours (at_hour, number, looks, lost, p10_us, p50_us, p95_us, max_us, state)
     SELECT at_minute / ${minutesInHour}, number, sum(looks), sum(lost),
       CAST(sum(p10_us * (looks - lost)) / nullif(sum(iif(p10_us IS NULL, 0, looks - lost)), 0) AS INTEGER),
       CAST(sum(p50_us * (looks - lost)) / nullif(sum(iif(p50_us IS NULL, 0, looks - lost)), 0) AS INTEGER),
       CAST(sum(p95_us * (looks - lost)) / nullif(sum(iif(p95_us IS NULL, 0, looks - lost)), 0) AS INTEGER),
       max(max_us), max(state)
     FROM minutes WHERE at_minute >= :from * ${minutesInHour} AND at_minute < :until * ${minutesInHour}
     GROUP BY 1, 2`,
    { from, until },
  )
}

/**
 * Points of `stepSeconds` where anything was measured. Minutes serve steps below an hour as far back as they are kept;
 * hours serve the rest, up to the running one.
 */
export function series(
  db: Database,
  deviceId: string,
  since: number,
  until: number,
  stepSeconds: number,
): SeriesPoint[] {
  const device = db.get<{ number: number }>('SELECT number FROM measured WHERE device_id = :deviceId', { deviceId })
  if (device === undefined) return []
  const reach = reachOf(db)
  if (reach === null) return []
  const { oldestMinute: oldest, runningHour } = reach
  const boundary = stepSeconds >= 3600 ? runningHour : hourOf(oldest)
  const sinceMinute = Math.floor(since / minuteMs)
  const untilMinute = Math.ceil(until / minuteMs)
  const hours = hoursOf(db, device.number, hourOf(sinceMinute), Math.min(boundary, Math.ceil(untilMinute / 60)))
  const minutes = minutesOf(db, device.number, Math.max(boundary * 60, oldest, sinceMinute), untilMinute)
  return pointsOf(bucketsOf([...hours, ...minutes], stepSeconds))
}

const columns = 'looks, lost, p10_us AS p10, p50_us AS p50, p95_us AS p95, max_us AS max, state'

/** One look-up for each minute: the table lies by time, and this reads no other device's rows. */
const minutesOf = (db: Database, number: number, from: number, until: number): Measured[] =>
  from >= until
    ? []
    : db.all<Measured>(
        `WITH RECURSIVE span (minute) AS (SELECT :from UNION ALL SELECT minute + 1 FROM span WHERE minute + 1 < :until)
         SELECT minute * 60 AS at, ${columns} FROM span CROSS JOIN minutes ON at_minute = minute AND number = :number`,
        { from, until: Math.min(until, from + 90_000), number },
      )

const hoursOf = (db: Database, number: number, from: number, until: number): Measured[] =>
  from >= until
    ? []
    : db.all<Measured>(
        `SELECT at_hour * 3600 AS at, ${columns} FROM hours
         WHERE at_hour >= :from AND at_hour < :until AND number = :number ORDER BY at_hour`,
        { from, until, number },
      )
