import type { Entry } from '@sereno/shared/activity.ts'
import type { Device } from '@sereno/shared/device.ts'
import type { Kind } from '@sereno/shared/kind.ts'

const dayMs = 86_400_000
const ranges = { '24h': dayMs, '7d': 7 * dayMs, '28d': 28 * dayMs } as const
export type Range = keyof typeof ranges | 'custom'
/** Those to choose from, in their order. */
export const rangeNames: readonly Range[] = ['24h', '7d', '28d', 'custom']

/** A stretch of the range that someone chose in the strip of hours; moments in ISO 8601, UTC. */
export interface Part {
  since: string
  until: string
}

/** What the page of the activity log shows, as its address says it. Dates are days of the venue, `YYYY-MM-DD`. */
export interface ActivityView {
  kinds: Kind[]
  deviceId: string
  place: string
  range: Range
  from: string
  to: string
  part: Part | null
  q: string
  /** Only what concerns the local network, or may. */
  network: boolean
  /** The same of the same device, one after another, in one row. */
  grouped: boolean
  heat: boolean
}

const allKinds: readonly Kind[] = ['Error', 'Fail', 'Offline', 'Retry']
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/u.test(text)
const isRange = (text: string): text is keyof typeof ranges => Object.hasOwn(ranges, text)

function partFrom(text: string): Part | null {
  const [since, until] = text.split('~').map((moment) => Date.parse(moment))
  if (since === undefined || until === undefined || !(since < until)) return null
  return { since: new Date(since).toISOString(), until: new Date(until).toISOString() }
}

/** Reads an address; what makes no sense there is as if it were not. */
export function viewFrom(search: string): ActivityView {
  const said = new URLSearchParams(search)
  const text = (name: string, longest: number) => (said.get(name) ?? '').slice(0, longest)
  const named = text('kinds', 100).split(',')
  const [from, to] = [text('from', 10), text('to', 10)]
  const range = text('range', 10)
  return {
    kinds: allKinds.filter((kind) => named.includes(kind)),
    deviceId: text('deviceId', 64),
    place: text('place', 60),
    range: isDay(from) || isDay(to) ? 'custom' : isRange(range) ? range : '24h',
    from: isDay(from) ? from : '',
    to: isDay(to) ? to : '',
    part: partFrom(text('part', 60)),
    q: text('q', 100),
    network: said.get('network') === 'yes',
    grouped: said.get('group') !== 'no',
    heat: said.get('view') === 'heat',
  }
}

/** The address of a view; what is usual is left out. */
export function searchOf(view: ActivityView): string {
  const said = new URLSearchParams()
  const say = (name: string, value: string) => value !== '' && said.set(name, value)
  if (view.kinds.length > 0 && view.kinds.length < allKinds.length) said.set('kinds', view.kinds.join(','))
  say('deviceId', view.deviceId)
  say('place', view.place)
  if (view.range === 'custom') {
    say('from', view.from)
    say('to', view.to)
  } else if (view.range !== '24h') said.set('range', view.range)
  if (view.part !== null) said.set('part', `${view.part.since}~${view.part.until}`)
  say('q', view.q.trim())
  if (view.network) said.set('network', 'yes')
  if (!view.grouped) said.set('group', 'no')
  if (view.heat) said.set('view', 'heat')
  const text = said.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%7E', '~')
  return text === '' ? '' : `?${text}`
}

/** The span of the range; an end that is not named is open. */
type DayStart = (day: string, plus: 0 | 1) => string | null
function spanOf(view: ActivityView, now: number, dayStart: DayStart): { since?: string; until?: string } {
  if (view.range !== 'custom') return { since: new Date(now - ranges[view.range]).toISOString() }
  const since = view.from === '' ? null : dayStart(view.from, 0)
  const until = view.to === '' ? null : dayStart(view.to, 1)
  return { ...(since === null ? {} : { since }), ...(until === null ? {} : { until }) }
}

/** What of the filter the summary keeps to as well: all but the kinds and the chosen hours, which it is there to choose. */
export function summaryOf(view: ActivityView, now: number, dayStart: DayStart) {
  const q = view.q.trim()
  return {
    ...spanOf(view, now, dayStart),
    ...(view.deviceId === '' ? {} : { deviceId: view.deviceId }),
    ...(view.place === '' ? {} : { place: view.place }),
    ...(view.network ? { network: 'yes,maybe' } : {}),
    ...(q === '' ? {} : { q }),
  }
}

/** The agent's own filter for a view. `dayStart` gives the first moment of a day in the venue's zone, and of the one after. */
export const filterOf = (view: ActivityView, now: number, dayStart: DayStart) => ({
  ...summaryOf(view, now, dayStart),
  ...(view.part ?? {}),
  ...(view.kinds.length > 0 && view.kinds.length < allKinds.length ? { kinds: view.kinds.join(',') } : {}),
})

/** Whether anything but the range keeps entries out. */
export const isNarrowed = (view: ActivityView): boolean =>
  view.kinds.length > 0 ||
  view.part !== null ||
  view.network ||
  [view.deviceId, view.place, view.q.trim()].some((text) => text !== '')

/** The same range with nothing kept out. */
export const widened = (view: ActivityView): ActivityView => ({
  ...view,
  kinds: [],
  deviceId: '',
  place: '',
  part: null,
  q: '',
  network: false,
})

/** Whether an entry that has just come belongs to a view; a text only the agent can look for, so it may: `true`. */
export function fitsView(view: ActivityView, entry: Entry, devices: readonly Device[]): boolean {
  const place = devices.find(({ id }) => id === entry.deviceId)?.place ?? ''
  return (
    (view.kinds.length === 0 || view.kinds.includes(entry.kind)) &&
    (view.deviceId === '' || view.deviceId === entry.deviceId) &&
    (view.place === '' || view.place === place) &&
    !(view.network && entry.network === 'no') &&
    (view.part === null || entry.at < view.part.until)
  )
}

/** A page of entries with one that just happened or changed: in its place, newest first. */
export function withEntry(list: readonly Entry[], entry: Entry, matches: boolean): Entry[] {
  const known = list.some((other) => other.id === entry.id)
  if (known) return list.map((other) => (other.id === entry.id ? entry : other))
  if (!matches) return [...list]
  const index = list.findIndex((other) => other.at <= entry.at)
  return index < 0 ? [...list, entry] : [...list.slice(0, index), entry, ...list.slice(index)]
}
