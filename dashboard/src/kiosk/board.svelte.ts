import { briefOf } from '@sereno/shared/brief-of.ts'
import type { Overview } from '@sereno/shared/overview.ts'
import { afterQuiet } from '../again.ts'
import { call, type Trouble } from '../api.ts'
import { chime } from '../chime.ts'
import { contact } from '../contact.svelte.ts'
import { inOrder } from '../in-order.ts'
import { on } from '../live.ts'
import { sound } from '../preferences.ts'
import { type Mood, moodOf, type Problem, problemsOf, type Tile, tilesOf } from './problems.ts'

/** What the kiosk knows of the venue. */
class Board {
  overview = $state.raw<Overview | null>(null)
  trouble = $state<Trouble | null>(null)
  /** What was mended a moment ago, and how long it lasted. */
  mended = $state<{ name: string; ms: number } | null>(null)
  /** The incident that someone tapped; without one the worst is shown. */
  chosen = $state<string | null>(null)

  readonly problems: readonly Problem[] = $derived(this.overview === null ? [] : problemsOf(this.overview, contact.now))
  readonly tiles: readonly Tile[] = $derived(tilesOf(this.overview?.devices ?? [], contact.now, contact.lost))
  readonly mood: Mood = $derived(moodOf(this.problems, this.tiles, contact.lost))
  readonly shown: Problem | null = $derived(
    this.problems.find(({ id }) => id === this.chosen) ?? this.problems[0] ?? null,
  )
  get zone(): string {
    return this.overview?.venue.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  }
}

export const board = new Board()

const MENDED_MS = 15_000
const RENEW_MS = 15_000
const CHIMES = 2
let quieting: ReturnType<typeof setTimeout> | undefined

/** Begins with what this browser saw last, where the agent cannot be asked; by then nothing of it is fresh. */
export async function beginWithLast(): Promise<void> {
  const offline = await import('../offline.ts').catch(() => null)
  const last = await offline?.lastOverview()
  if (last) board.overview ??= last
}

const asks = inOrder()
/** Asks how everything is. */
export async function load(): Promise<void> {
  const isNewest = asks()
  const answer = await call('GET /api/v1/overview')
  if (!isNewest()) return
  board.trouble = answer.ok ? null : answer.trouble
  if (answer.ok) take(answer.value)
}

function take(overview: Overview): void {
  const before = board.problems
  const isFirst = board.overview === null
  board.overview = overview
  const after = board.problems
  const known = new Set(before.map(({ id }) => id))
  const isNews = !isFirst && after.some(({ id, isSnoozed }) => !known.has(id) && !isSnoozed)
  if (isNews && sound.chosen() === 'on') void chime('trouble', CHIMES)
  const gone = before.find(({ id }) => !after.some((problem) => problem.id === id))
  if (gone !== undefined) tellMended(gone, overview)
}

/** Only what answers again was mended: what was put out of service, or is silent now, was not. */
function tellMended({ device, since }: Problem, { devices }: Overview): void {
  const now = devices.find(({ id }) => id === device?.id)
  if (now === undefined || !['up', 'degraded', 'asleep'].includes(now.state)) return
  board.mended = { name: now.name, ms: contact.now - Date.parse(since) }
  clearTimeout(quieting)
  quieting = setTimeout(forgetMended, MENDED_MS)
}

export function forgetMended(): void {
  board.mended = null
}

/** Keeps the board in step with the agent until the end is called. */
export function watchBoard(): () => void {
  void load()
  const again = afterQuiet(200, () => void load())
  // What is said of a device ages, also where nothing happens.
  const renew = setInterval(() => {
    if (!contact.lost && document.visibilityState === 'visible') void load()
  }, RENEW_MS)
  const ends = [
    on('device', (device) => {
      const { overview } = board
      if (overview?.devices.some(({ id }) => id === device.id) !== true) return again.soon()
      const devices = overview.devices.map((other) => (other.id === device.id ? briefOf(device) : other))
      take({ ...overview, devices })
    }),
    on('incident', again.soon),
    on('gap', again.soon),
    again.stop,
    () => clearInterval(renew),
  ]
  return () => {
    for (const end of ends) end()
  }
}
