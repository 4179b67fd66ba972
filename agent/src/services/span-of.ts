import { iso } from '../clock.ts'
import { Fault } from './fault.ts'

const dayMs = 86_400_000

/**
 * The span that a query asks for; what it leaves out makes the last 24 hours.
 * @throws {Fault} `invalid` at `until` where it ends before it begins or too early to begin in time, at `since` where it is
 * longer than `maxDays`
 */
export function spanOf(
  query: { since?: string | undefined; until?: string | undefined },
  now: number,
  maxDays: number,
): { since: string; until: string } {
  const until = query.until ?? iso(now)
  const since = query.since ?? momentAt(Date.parse(until) - dayMs, 'until')
  checkSpan({ since, until })
  if (Date.parse(until) - Date.parse(since) > maxDays * dayMs) {
    throw new Fault('invalid', { fields: [{ path: 'since', message: 'span_too_long' }], values: { days: maxDays } })
  }
  return { since, until }
}

/** @throws {Fault} `invalid` at `until` where both are given and it ends before it begins */
export function checkSpan({ since, until }: { since?: string | undefined; until?: string | undefined }): void {
  if (since === undefined || until === undefined || Date.parse(since) < Date.parse(until)) return
  throw new Fault('invalid', { fields: [{ path: 'until', message: 'ends_before_it_begins' }] })
}

/**
 * A moment that was reckoned from a field of the query, as the API writes it.
 * @throws {Fault} `invalid` at that field where it lies outside the years of four digits, which is no moment for a reader
 */
export function momentAt(ms: number, path: string): string {
  const text = iso(ms)
  if (/^\d{4}-/u.test(text)) return text
  throw new Fault('invalid', { fields: [{ path, message: 'moment_out_of_years' }] })
}
