import type { ActivitySummary, Entry } from '@sereno/shared/activity.ts'
import type { Device } from '@sereno/shared/device.ts'
import type { Incident } from '@sereno/shared/incident.ts'
import { type ActivityView, filterOf, fitsView, searchOf, summaryOf, viewFrom, withEntry } from './activity-filter.ts'
import { afterQuiet } from './again.ts'
import { allDevices } from './all-devices.ts'
import { agentNow, call, type Trouble } from './api.ts'
import { on } from './live.ts'
import { session } from './session.svelte.ts'
import { fromWall } from './zone-time.ts'

/** Rows on one page of the list: more would make the browser slow. */
const most = 500
const step = 50

/** The first moment of a day in the venue's zone, or of the one after. */
export function dayStart(day: string, plus: 0 | 1): string | null {
  const date = new Date(`${day}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + plus)
  return fromWall(`${date.toISOString().slice(0, 10)}T00:00`, session.zone)
}

/** What the page of the activity log shows, and how it comes by it. List and summary fail each alone. */
export class ActivityLog {
  view = $state<ActivityView>(viewFrom(location.search))
  entries = $state.raw<Entry[] | null>(null)
  nextCursor = $state<string | null>(null)
  /** Where each page before this one began; the first at `null`. */
  before = $state.raw<(string | null)[]>([])
  summary = $state.raw<ActivitySummary | null>(null)
  devices = $state.raw<Device[]>([])
  /** Who took note of an incident, by its id. */
  acknowledged = $state.raw<ReadonlyMap<string, string>>(new Map())
  /** Whether it was heard what else stands in a row: places and who took note. Rows that come before would grow. */
  rowsKnown = $state(false)
  trouble = $state<Trouble | null>(null)
  summaryTrouble = $state<Trouble | null>(null)
  busy = $state(false)
  /** Entries that came while someone read further down. */
  held = $state(0)
  /** Whether the top of the list is in sight: only then do entries enter at once. */
  atTop = true

  #asked = 0
  #pageStart: string | null = null
  #again = afterQuiet(250, () => void this.load())
  #countAgain = afterQuiet(1000, () => void this.#count())

  filter = () => filterOf(this.view, agentNow(), dayStart)

  load = async (start: string | null = null): Promise<void> => {
    this.#asked += 1
    const mine = this.#asked
    void this.#count()
    const answer = await this.#page(start)
    // Another question was asked meanwhile: its answer is the one to show.
    if (mine !== this.#asked) return
    this.trouble = answer.ok ? null : answer.trouble
    if (!answer.ok) return
    if (start === null) this.before = []
    this.#pageStart = start
    this.held = 0
    this.entries = answer.value.items
    this.nextCursor = answer.value.nextCursor
  }

  more = async (): Promise<void> => {
    if (this.nextCursor === null || this.busy || this.isFull) return
    const mine = this.#asked
    this.busy = true
    const answer = await this.#page(this.nextCursor)
    this.busy = false
    if (mine !== this.#asked) return
    this.trouble = answer.ok ? null : answer.trouble
    if (!answer.ok) return
    const known = new Set(this.entries?.map(({ id }) => id))
    this.entries = [...(this.entries ?? []), ...answer.value.items.filter(({ id }) => !known.has(id))]
    this.nextCursor = answer.value.nextCursor
  }

  get isFull(): boolean {
    return (this.entries?.length ?? 0) >= most
  }

  /** To the rows below the last one, and back. */
  older = async (): Promise<void> => {
    if (this.nextCursor === null) return
    this.before = [...this.before, this.#pageStart]
    await this.load(this.nextCursor)
  }
  newer = async (): Promise<void> => {
    const start = this.before.at(-1) ?? null
    this.before = this.before.slice(0, -1)
    await this.load(start)
  }

  /** The view was changed: its address follows, then what it shows. */
  changed = (): void => {
    history.replaceState(null, '', location.pathname + searchOf(this.view))
    this.#again.soon()
  }
  show = (view: ActivityView): void => {
    this.view = view
    this.changed()
  }
  readAddress = (): void => {
    this.view = viewFrom(location.search)
    void this.load()
  }

  start(): () => void {
    void this.load()
    void Promise.all([this.#readDevices(), this.#readAcknowledged()]).then(() => {
      this.rowsKnown = true
    })
    const ends = [
      on('activity', (entry) => this.#happened(entry)),
      on('incident', (incident) => this.#noted([incident])),
      on('gap', () => this.#again.soon()),
      this.#again.stop,
      this.#countAgain.stop,
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  #page(cursor: string | null) {
    return call('GET /api/v1/activity', {
      query: { ...this.filter(), limit: step, ...(cursor === null ? {} : { cursor }) },
    })
  }

  async #count(): Promise<void> {
    const mine = this.#asked
    const answer = await call('GET /api/v1/activity/summary', { query: summaryOf(this.view, agentNow(), dayStart) })
    if (mine !== this.#asked) return
    this.summaryTrouble = answer.ok ? null : answer.trouble
    if (answer.ok) this.summary = answer.value
  }

  #happened(entry: Entry): void {
    const isKnown = this.entries?.some(({ id }) => id === entry.id) ?? false
    const fits = fitsView(this.view, entry, this.devices)
    if (fits) this.#countAgain.soon()
    if (isKnown && this.entries) this.entries = withEntry(this.entries, entry, true)
    else if (!fits) return
    else if (!this.atTop || this.before.length > 0) this.held += 1
    // Only the agent can tell whether a text or a range of days holds it.
    else if (this.view.q.trim() !== '' || this.view.range === 'custom') this.#again.soon()
    else if (this.entries) this.entries = withEntry(this.entries, entry, true).slice(0, most)
  }

  async #readDevices(): Promise<void> {
    const answer = await allDevices()
    if (answer.ok) this.devices = answer.value
  }

  async #readAcknowledged(): Promise<void> {
    const answer = await call('GET /api/v1/incidents', { query: { acknowledged: 'true', limit: 100 } })
    if (answer.ok) this.#noted(answer.value.items)
  }

  #noted(incidents: readonly Incident[]): void {
    const now = new Map(this.acknowledged)
    for (const { id, acknowledgedBy } of incidents) {
      if (acknowledgedBy === null) now.delete(id)
      else now.set(id, acknowledgedBy)
    }
    this.acknowledged = now
  }
}
