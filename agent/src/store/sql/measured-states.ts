import type { Database } from '../database.ts'
import { type Reach, reachOf } from './reach.ts'

/** Worst state of each device in a slot, by the device's small number; a device that is not in it was not looked at. */
type SlotStates = ReadonlyMap<number, number>

/** Slots that are over change only when a minute comes late: kept, so that the bars of a day cost one slot, not 96. */
const kept = new WeakMap<Database, Map<string, SlotStates>>()
const mostKept = 2000

/** Minutes since 1970, [from, until). */
interface Slot {
  from: number
  until: number
}

/** The states of some slots, one after another. */
export function statesOf(db: Database, slots: readonly Slot[]): SlotStates[] {
  const reach = reachOf(db)
  if (reach === null) return slots.map(() => new Map())
  const known = kept.get(db) ?? new Map<string, SlotStates>()
  kept.set(db, known)
  if (known.size + slots.length > mostKept) known.clear()
  return slots.map((slot) => {
    const key = `${slot.from} ${slot.until}`
    const states = known.get(key) ?? readStates(db, slot, reach)
    known.set(key, states)
    return states
  })
}

/** Minutes were written: what is kept of the slots that they lie in holds no longer. */
export function forgetStates(db: Database, first: number, last: number): void {
  const known = kept.get(db)
  for (const key of known?.keys() ?? []) {
    const [from = 0, until = 0] = key.split(' ').map(Number)
    if (from <= last && first < until) known?.delete(key)
  }
}

/** Slots of an hour or more are read from the hours, up to the running one; shorter ones while there are minutes. */
function readStates(db: Database, { from, until }: Slot, { oldestMinute, runningHour }: Reach): SlotStates {
  const boundary = until - from >= 60 ? runningHour * 60 : oldestMinute
  const states = new Map<number, number>()
  const take = (rows: { number: number; state: number }[]) => {
    for (const { number, state } of rows) states.set(number, Math.max(state, states.get(number) ?? 0))
  }
  if (from < boundary) take(inHours(db, Math.floor(from / 60), Math.ceil(Math.min(until, boundary) / 60)))
  if (until > boundary) take(inMinutes(db, Math.max(from, boundary), until))
  return states
}

const inMinutes = (db: Database, from: number, until: number) =>
  db.all<{ number: number; state: number }>(
    `SELECT number, max(state) AS state FROM minutes WHERE at_minute >= :from AND at_minute < :until GROUP BY number`,
    { from, until },
  )

const inHours = (db: Database, from: number, until: number) =>
  db.all<{ number: number; state: number }>(
    `SELECT number, max(state) AS state FROM hours WHERE at_hour >= :from AND at_hour < :until GROUP BY number`,
    { from, until },
  )
