import type { ActivitySummary, Entry } from '@sereno/shared/activity.ts'
import type { ResponseOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { DeviceBars } from '@sereno/shared/bars.ts'
import type { Device } from '@sereno/shared/device.ts'
import type { Page } from '@sereno/shared/field.ts'
import type { Incident } from '@sereno/shared/incident.ts'
import { allDevices } from '../all-devices.ts'
import { type Answer, agentNow, call } from '../api.ts'
import type { ReportTimes, Stretch } from './report-range.ts'

/** All that the report is made of. */
export interface ReportData {
  times: ReportTimes
  /** By the agent's clock, ms since 1970. */
  madeAt: number
  venue: ResponseOf<Api['venue.get']>
  devices: Device[]
  bars: DeviceBars
  counts: ActivitySummary
  before: ActivitySummary
  /** Hours of the heat map: those of the range, or the four weeks before its end where it is shorter. */
  hours: ActivitySummary['hours']
  entries: Entry[]
  /** There were more entries than are read for causes. */
  more: boolean
  incidents: Incident[]
}

const heatMs = 28 * 86_400_000
const pages = 4

const iso = ({ since, until }: Stretch) => ({
  since: new Date(since).toISOString(),
  until: new Date(until).toISOString(),
})

/** Asks for everything at once; the first trouble is the answer's. */
export async function loadReport(times: ReportTimes): Promise<Answer<ReportData>> {
  const heat = { since: Math.min(times.since, times.until - heatMs), until: times.until }
  const [venue, devices, bars, counts, before, hours, entries, incidents] = await Promise.all([
    call('GET /api/v1/settings/venue'),
    allDevices(),
    call('GET /api/v1/devices/bars', { query: { ...iso(times), step: times.stepSeconds } }),
    call('GET /api/v1/activity/summary', { query: iso(times) }),
    call('GET /api/v1/activity/summary', { query: iso(times.before) }),
    call('GET /api/v1/activity/summary', { query: iso(heat) }),
    entriesIn(times),
    incidentsSince(times.since),
  ])
  if (!venue.ok) return venue
  if (!devices.ok) return devices
  if (!bars.ok) return bars
  if (!counts.ok) return counts
  if (!before.ok) return before
  if (!hours.ok) return hours
  if (!entries.ok) return entries
  if (!incidents.ok) return incidents
  return {
    ok: true,
    value: {
      times,
      madeAt: agentNow(),
      venue: venue.value,
      devices: devices.value,
      bars: bars.value,
      counts: counts.value,
      before: before.value,
      hours: hours.value.hours,
      entries: entries.value.items,
      more: entries.value.more,
      incidents: incidents.value,
    },
  }
}

/** The newest entries of the range, as many as causes are told from. */
async function entriesIn(times: Stretch): Promise<Answer<{ items: Entry[]; more: boolean }>> {
  const items: Entry[] = []
  let cursor: string | null = null
  for (let page = 0; page < pages; page += 1) {
    const answer: Answer<Page<Entry>> = await call('GET /api/v1/activity', {
      query: { ...iso(times), limit: 500, cursor: cursor ?? undefined },
    })
    if (!answer.ok) return answer
    items.push(...answer.value.items)
    cursor = answer.value.nextCursor
    if (cursor === null) break
  }
  return { ok: true, value: { items, more: cursor !== null } }
}

/** Those still open, and of the closed ones as many pages as reach back to `since`. */
async function incidentsSince(since: number): Promise<Answer<Incident[]>> {
  const open = await call('GET /api/v1/incidents', { query: { open: 'true', limit: 500 } })
  if (!open.ok) return open
  const items = [...open.value.items]
  let cursor: string | null = null
  for (let page = 0; page < pages; page += 1) {
    const answer: Answer<Page<Incident>> = await call('GET /api/v1/incidents', {
      query: { open: 'false', limit: 500, cursor: cursor ?? undefined },
    })
    if (!answer.ok) return answer
    items.push(...answer.value.items)
    cursor = answer.value.nextCursor
    const oldest = answer.value.items.at(-1)
    if (cursor === null || oldest === undefined || Date.parse(oldest.openedAt) < since) break
  }
  return { ok: true, value: items }
}
