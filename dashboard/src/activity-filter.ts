import type { Entry } from '@sereno/shared/activity.ts'
import type { Kind } from '@sereno/shared/kind.ts'

const ranges = { '24h': 86_400_000, '7d': 7 * 86_400_000, '30d': 30 * 86_400_000 } as const
type Range = keyof typeof ranges | 'custom'

/** What the page of the activity log shows, as its address says it. Dates are days of the venue, `YYYY-MM-DD`. */
export interface ActivityView {
  kinds: Kind[]
  deviceId: string
  range: Range
  from: string
  to: string
  q: string
}

const allKinds: readonly Kind[] = ['Error', 'Fail', 'Offline', 'Retry']
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/u.test(text)
const isRange = (text: string): text is keyof typeof ranges => Object.hasOwn(ranges, text)

/** Reads an address; what makes no sense there is as if it were not. */
export function viewFrom(search: string): ActivityView {
  const said = new URLSearchParams(search)
  const named = (said.get('kinds') ?? '').split(',')
  const [from, to] = [said.get('from') ?? '', said.get('to') ?? '']
  const range = said.get('range') ?? '24h'
  const custom = isDay(from) || isDay(to)
  return {
    kinds: allKinds.filter((kind) => named.includes(kind)),
    deviceId: said.get('deviceId') ?? '',
    range: custom ? 'custom' : isRange(range) ? range : '24h',
    from: isDay(from) ? from : '',
    to: isDay(to) ? to : '',
    q: (said.get('q') ?? '').slice(0, 100),
  }
}

/** The address of a view; what is usual is left out. */
export function searchOf(view: ActivityView): string {
  const said = new URLSearchParams()
  if (view.kinds.length > 0 && view.kinds.length < allKinds.length) said.set('kinds', view.kinds.join(','))
  if (view.deviceId !== '') said.set('deviceId', view.deviceId)
  if (view.range === 'custom') {
    if (view.from !== '') said.set('from', view.from)
    if (view.to !== '') said.set('to', view.to)
  } else if (view.range !== '24h') said.set('range', view.range)
  if (view.q.trim() !== '') said.set('q', view.q.trim())
  const text = said.toString().replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}

/** The agent's own filter for a view. `dayStart` gives the first moment of a day in the venue's zone, and of the one after. */
export function filterOf(view: ActivityView, now: number, dayStart: (day: string, plus: 0 | 1) => string | null) {
  const since =
    view.range === 'custom'
      ? (view.from && dayStart(view.from, 0)) || undefined
      : new Date(now - ranges[view.range]).toISOString()
  const until = view.range === 'custom' ? (view.to && dayStart(view.to, 1)) || undefined : undefined
  const q = view.q.trim()
  return {
    ...(view.kinds.length > 0 && view.kinds.length < allKinds.length ? { kinds: view.kinds.join(',') } : {}),
    ...(view.deviceId === '' ? {} : { deviceId: view.deviceId }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(q === '' ? {} : { q }),
  }
}

/** A page of entries with one that just happened or changed: in its place, newest first. */
export function withEntry(list: readonly Entry[], entry: Entry, matches: boolean): Entry[] {
  const known = list.some((other) => other.id === entry.id)
  if (known) return list.map((other) => (other.id === entry.id ? entry : other))
  if (!matches) return [...list]
  const index = list.findIndex((other) => other.at <= entry.at)
  return index < 0 ? [...list, entry] : [...list.slice(0, index), entry, ...list.slice(index)]
}
