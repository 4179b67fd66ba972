import type { ActivitySummary } from '@sereno/shared/activity.ts'
import { type Kind, kinds } from '@sereno/shared/kinds.ts'
import { iso } from '../../clock.ts'
import type { Database } from '../database.ts'
import type { LogFilter } from '../filters.ts'
import { partsOf, toSearch } from './entries.ts'

interface Group {
  kind: Kind
  device_id: string | null
  hour: number
  count: number
}

const hourMs = 3_600_000
const none = (): Record<Kind, number> => ({ Error: 0, Fail: 0, Offline: 0, Retry: 0 })
const total = (counted: Record<Kind, number>) => kinds.reduce((sum, kind) => sum + counted[kind], 0)

function addTo<K>(counted: Map<K, Record<Kind, number>>, key: K): Record<Kind, number> {
  const found = counted.get(key) ?? none()
  counted.set(key, found)
  return found
}

/** Each entry once: in the hour (UTC) in which it began, or in the first of the span where it began before. */
export function summarise(db: Database, filter: LogFilter & { since: string; until: string }): ActivitySummary {
  const { parts, params } = partsOf(toSearch(filter))
  const groups = parts.flatMap(({ from, where }) =>
    db.all<Group>(
      `SELECT kind, device_id, max(at, :since) / ${hourMs} AS hour, count(*) AS count FROM ${from}
       ${where === '' ? '' : `WHERE ${where}`} GROUP BY 1, 2, 3`,
      params,
    ),
  )
  const all = none()
  const devices = new Map<string | null, Record<Kind, number>>()
  const hours = new Map<number, Record<Kind, number>>()
  for (const { kind, device_id: deviceId, hour, count } of groups) {
    all[kind] += count
    addTo(devices, deviceId)[kind] += count
    addTo(hours, hour)[kind] += count
  }
  return {
    since: filter.since,
    until: filter.until,
    total: total(all),
    kinds: all,
    devices: [...devices]
      .map(([deviceId, counted]) => ({
        deviceId,
        deviceName: deviceId === null ? null : lastName(db, deviceId),
        total: total(counted),
        kinds: counted,
      }))
      .sort((a, b) => b.total - a.total),
    hours: [...hours].sort(([a], [b]) => a - b).map(([hour, counted]) => ({ at: iso(hour * hourMs), kinds: counted })),
  }
}

/** The name that the device has in its newest entry. */
const lastName = (db: Database, deviceId: string): string | null =>
  db.get<{ device_name: string | null }>(
    'SELECT device_name FROM entries WHERE device_id = :deviceId ORDER BY at DESC, sequence DESC LIMIT 1',
    { deviceId },
  )?.device_name ?? null
