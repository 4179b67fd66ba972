import type { Database } from '../database.ts'

/** How far minutes reach back, and from where on there are no hours yet. */
export interface Reach {
  /** Minutes since 1970. */
  oldestMinute: number
  /** Hours since 1970. */
  runningHour: number
}

/** The hour that was written to last; it has no row of its own until it ends. */
export const runningHourOf = (db: Database): number | null => {
  const row = db.get<{ value: string }>("SELECT value FROM facts WHERE name = 'running_hour'")
  return row === undefined ? null : Number(row.value)
}

/** `null` where nothing was measured yet. */
export function reachOf(db: Database): Reach | null {
  const oldestMinute = db.get<{ minute: number | null }>('SELECT min(at_minute) AS minute FROM minutes')?.minute
  const runningHour = runningHourOf(db)
  if (oldestMinute === null || oldestMinute === undefined || runningHour === null) return null
  return { oldestMinute, runningHour }
}
