import { wallOf } from '@sereno/shared/wall.ts'
import { fromWall } from '../zone-time.ts'

export const ranges = ['today', 'yesterday', '7d', '28d', 'custom'] as const
type Range = (typeof ranges)[number]

/** What the report is about, as its address says it. `from` and `to` are days of the venue, both included. */
export interface ReportView {
  range: Range
  from: string
  to: string
}

/** A stretch of time, ms since 1970, [since, until). */
export interface Stretch {
  since: number
  until: number
}

/** The times of a report: its own, and those it is compared with. */
export interface ReportTimes extends Stretch {
  before: Stretch
  /** Width of a bar's slot. */
  stepSeconds: number
}

const dayMs = 86_400_000
const mostDays = 366
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text))
const isRange = (text: string): text is Range => (ranges as readonly string[]).includes(text)

/** Reads an address; what makes no sense there is as if it were not. */
export function viewFrom(search: string): ReportView {
  const said = new URLSearchParams(search)
  const range = said.get('range') ?? 'today'
  const [from, to] = [said.get('from') ?? '', said.get('to') ?? '']
  if (range === 'custom' && isDay(from) && isDay(to) && from <= to) return { range: 'custom', from, to }
  return { range: isRange(range) && range !== 'custom' ? range : 'today', from: '', to: '' }
}

/** The address of a view; what is usual is left out. */
export function searchOf({ range, from, to }: ReportView): string {
  if (range === 'custom') return from === '' || to === '' ? '' : `?range=custom&from=${from}&to=${to}`
  return range === 'today' ? '' : `?range=${range}`
}

const shifted = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + by * dayMs).toISOString().slice(0, 10)

/** The day of the venue's calendar, and the same some days later or before. */
export const dayAt = (now: number, zone: string, by = 0): string => shifted(wallOf(now, zone).date, by)

const begins = (day: string, zone: string): number => Date.parse(fromWall(`${day}T00:00`, zone) ?? `${day}T00:00Z`)

/** Days from one to another, both included; what has not come yet is cut off, but for a first quarter of an hour. */
export function timesOf(view: ReportView, now: number, zone: string): ReportTimes {
  const today = dayAt(now, zone)
  const [from, to] = daysOf(view, today)
  const since = begins(from, zone)
  const end = begins(shifted(to, 1), zone)
  const until = Math.max(since + 900_000, Math.min(now, end))
  const days = Math.max(1, Math.round((end - since) / dayMs))
  // The same days of the calendar, so far as this one has come: a day that is half over is compared with half a day.
  const beforeSince = begins(shifted(from, -days), zone)
  const before = { since: beforeSince, until: Math.min(since, beforeSince + (until - since)) }
  return { since, until, before, stepSeconds: days <= 2 ? 900 : days <= 14 ? 7200 : 86_400 }
}

function daysOf({ range, from, to }: ReportView, today: string): [from: string, to: string] {
  switch (range) {
    case 'today':
      return [today, today]
    case 'yesterday':
      return [shifted(today, -1), shifted(today, -1)]
    case '7d':
      return [shifted(today, -6), today]
    case '28d':
      return [shifted(today, -27), today]
    case 'custom':
      return [from < shifted(to, 1 - mostDays) ? shifted(to, 1 - mostDays) : from, to]
  }
}
