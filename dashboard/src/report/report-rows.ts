import type { Entry } from '@sereno/shared/activity.ts'
import type { DeviceBar } from '@sereno/shared/bars.ts'
import { uptimeOf } from '@sereno/shared/charts/slots.ts'
import type { Device } from '@sereno/shared/device.ts'
import type { EntryInShort, Incident } from '@sereno/shared/incident.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import type { Stretch } from './report-range.ts'

/** A device of the report: how it was, and what it suffered from most. */
export interface ReportRow {
  device: Device
  bar: DeviceBar
  /** 0 to 1; `null` where nobody watched. */
  uptime: number | null
  kinds: Partial<Record<Kind, number>>
  total: number
  longestMs: number
  /** The newest entry of its most common cause, and how many there were. */
  common: { entry: Entry; times: number } | null
}

const lengthIn = (entry: Entry, { since, until }: Stretch): number =>
  Math.max(0, Math.min(until, Date.parse(entry.endedAt ?? '') || until) - Math.max(since, Date.parse(entry.at)))

/** What another entry explains was no failure of its own: the log counts it under the other. */
const own = (entries: readonly Entry[]) => entries.filter(({ explainedBy }) => explainedBy === null)

/** Every device, the worst first: longest down, then most failures. */
export function rowsOf(
  devices: readonly Device[],
  bars: readonly DeviceBar[],
  entries: readonly Entry[],
  stretch: Stretch,
): ReportRow[] {
  const byDevice = Map.groupBy(entries, ({ deviceId }) => deviceId)
  const rows = devices.map((device): ReportRow => {
    const bar = bars.find(({ deviceId }) => deviceId === device.id)
    const mine = byDevice.get(device.id) ?? []
    const kinds: Partial<Record<Kind, number>> = {}
    for (const { kind } of own(mine)) kinds[kind] = (kinds[kind] ?? 0) + 1
    const down = mine.filter(({ kind }) => kind === 'Offline' || kind === 'Fail')
    return {
      device,
      bar: bar ?? { deviceId: device.id, slots: '', watchedSeconds: 0, downSeconds: 0 },
      uptime: bar ? uptimeOf(bar.watchedSeconds, bar.downSeconds) : null,
      kinds,
      total: own(mine).length,
      longestMs: Math.max(0, ...down.map((entry) => lengthIn(entry, stretch))),
      common: commonOf(own(mine)),
    }
  })
  return rows.toSorted((a, b) => b.bar.downSeconds - a.bar.downSeconds || b.total - a.total)
}

/** What was tried again and then worked comes after what did not work. */
const isRetry = ([first]: readonly Entry[]) => first?.kind === 'Retry'

function commonOf(entries: readonly Entry[]): ReportRow['common'] {
  const causes = [...Map.groupBy(entries, ({ cause }) => cause).values()].toSorted(
    (a, b) => Number(isRetry(a)) - Number(isRetry(b)) || b.length - a.length,
  )
  const [most] = causes
  const newest = most?.toSorted((a, b) => b.at.localeCompare(a.at))[0]
  return most && newest ? { entry: newest, times: most.length } : null
}

/** Incidents that were open at some time of the stretch, newest first. */
export const incidentsIn = (incidents: readonly Incident[], { since, until }: Stretch): Incident[] =>
  incidents
    .filter(
      ({ openedAt, closedAt }) => Date.parse(openedAt) < until && (closedAt === null || Date.parse(closedAt) >= since),
    )
    .toSorted((a, b) => b.openedAt.localeCompare(a.openedAt))

/** The entry that says what an incident was about: the first of the worst kind. */
export function leadOf(incident: Incident): EntryInShort | null {
  const order: readonly Kind[] = ['Offline', 'Fail', 'Error', 'Retry']
  return (
    incident.entries.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.at.localeCompare(b.at))[0] ??
    null
  )
}
