import type { ActivityFilter } from '@sereno/shared/activity.ts'
import { localDateAt } from '../../integrations/error-follow-up/window.ts'

/**
 * The address of the log's page with this filter, from moment to moment: whoever opens a mail's link a week later sees what
 * the mail is about. A span without a beginning, or one that ends before it begins, is left to the page.
 */
export function viewAddress(publicUrl: string, filter: ActivityFilter, now: number, zone: string): string {
  const said: string[] = []
  const say = (name: string, value: string) => said.push(`${name}=${value}`)
  const since = filter.since === undefined ? null : Date.parse(filter.since)
  const until = filter.until === undefined ? now : Date.parse(filter.until)
  if (filter.kinds !== undefined && filter.kinds.length > 0) say('kinds', filter.kinds.join(','))
  if (filter.deviceId !== undefined) say('deviceId', encodeURIComponent(filter.deviceId))
  if (filter.place !== undefined) say('place', encodeURIComponent(filter.place))
  if (since !== null && since < until) {
    say('from', localDateAt(since, zone))
    say('to', localDateAt(until - 1, zone))
    say('part', `${new Date(since).toISOString()}~${new Date(until).toISOString()}`)
  }
  if (filter.q !== undefined) say('q', encodeURIComponent(filter.q))
  if (filter.network !== undefined && !filter.network.includes('no')) say('network', 'yes')
  return `${publicUrl}/activity${said.length === 0 ? '' : `?${said.join('&')}`}`
}
