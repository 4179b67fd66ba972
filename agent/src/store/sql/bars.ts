import { kindLetters, type SlotLetter, slotLetters } from '@sereno/shared/charts/slots.ts'
import type { Bar, BarSpan } from '../bars.ts'
import type { Database } from '../database.ts'
import { partsOf } from './entries.ts'
import { statesOf } from './measured-states.ts'
import { stateNumbers } from './series.ts'

const minuteMs = 60_000

/** What was measured, as a letter, by the numbers of `stateNumbers`. */
const measuredLetters = Object.fromEntries([
  [stateNumbers.paused, 'p'],
  [stateNumbers.up, 'n'],
  [stateNumbers.asleep, 'z'],
  [stateNumbers.unknown, '-'],
  [stateNumbers.degraded, 'd'],
  [stateNumbers.down, 'O'],
]) as Record<number, SlotLetter>

/** Whose, the first letter of the kind as a number, from when, until when. */
type Trouble = [deviceId: string, kind: number, at: number, endedAt: number | null]

/** A bar in the making. */
interface Draft {
  /** What was measured. */
  letters: SlotLetter[]
  /** The worst kind that was open in each slot, by its place among the letters; `noKind` where none was. */
  kinds: Uint8Array
  /** Down time is counted up to here. */
  reached: number
  downMs: number
}

const noKind = slotLetters.length
const places = new Map(Object.values(kindLetters).map((letter) => [letter.charCodeAt(0), slotLetters.indexOf(letter)]))
const downPlaces = [slotLetters.indexOf('O'), slotLetters.indexOf('F')]

/** Bars of all devices that were looked at or failed in a span, or of one. */
export function bars(db: Database, span: BarSpan): Bar[] {
  const made = new Map<string, Draft>()
  const draftOf = (deviceId: string): Draft => {
    const known = made.get(deviceId)
    if (known !== undefined) return known
    const letters = Array<SlotLetter>(span.count).fill('-')
    const draft = { letters, kinds: new Uint8Array(span.count).fill(noKind), reached: span.since, downMs: 0 }
    made.set(deviceId, draft)
    return draft
  }
  measure(db, span, (deviceId, index, letter) => {
    draftOf(deviceId).letters[index] = letter
  })
  for (const trouble of troublesOf(db, span)) mark(draftOf(trouble[0]), span, trouble)
  return [...made].map(([deviceId, draft]) => {
    const letters = draft.letters.map((letter, index) => slotLetters[draft.kinds[index] ?? noKind] ?? letter)
    const watchedSeconds = watchedIn(span, letters)
    return { deviceId, slots: letters.join(''), watchedSeconds, downSeconds: Math.round(draft.downMs / 1000) }
  })
}

/** Troubles come in the order of their beginnings, as far as they lie within the span: overlapping ones count once. */
function mark(draft: Draft, span: BarSpan, [, kind, at, endedAt]: Trouble): void {
  const place = places.get(kind) ?? noKind
  const ended = endedAt ?? span.now
  const last = Math.min(span.count - 1, slotAt(span, Math.max(at, ended - 1)))
  for (let index = Math.max(0, slotAt(span, at)); index <= last; index += 1)
    draft.kinds[index] = Math.min(place, draft.kinds[index] ?? noKind)
  if (!downPlaces.includes(place)) return
  const [begins, ends] = [Math.max(at, draft.reached), Math.min(ended, endOf(span))]
  if (ends <= begins) return
  draft.downMs += ends - begins
  draft.reached = ends
}

const slotAt = ({ since, stepMs }: BarSpan, at: number): number => Math.floor((at - since) / stepMs)

function measure(db: Database, span: BarSpan, set: (deviceId: string, index: number, letter: SlotLetter) => void) {
  const ids = new Map(
    db
      .all<{ number: number; device_id: string }>('SELECT number, device_id FROM measured')
      .map(({ number, device_id: deviceId }) => [number, deviceId]),
  )
  const minuteAt = (index: number) => Math.floor((span.since + index * span.stepMs) / minuteMs)
  const slots = Array.from({ length: span.count }, (_, index) => ({
    from: minuteAt(index),
    until: minuteAt(index + 1),
  }))
  for (const [index, states] of statesOf(db, slots).entries()) {
    for (const [number, state] of states) {
      const deviceId = ids.get(number)
      if (deviceId !== undefined && (span.deviceId === undefined || span.deviceId === deviceId))
        set(deviceId, index, measuredLetters[state] ?? '-')
    }
  }
}

/**
 * Also those that another explains: the device was silent all the same. What reaches into the span comes first, then what
 * began in it, as it began: the index is in that order.
 */
function troublesOf(db: Database, { since, stepMs, count, deviceId }: BarSpan): Trouble[] {
  const { parts, params } = partsOf({ since, until: since + stepMs * count, deviceId })
  return parts.reverse().flatMap(({ from, where }) =>
    db.lists<Trouble>(
      `SELECT device_id, unicode(kind), at, ended_at FROM ${from}
       WHERE ${where === '' ? '' : `${where} AND`} device_id IS NOT NULL ORDER BY at`,
      params,
    ),
  )
}

/** What has not come yet is not watched. */
const endOf = ({ since, stepMs, count, now }: BarSpan): number => Math.min(now, since + stepMs * count)

function watchedIn(span: BarSpan, letters: readonly SlotLetter[]): number {
  const end = endOf(span)
  let ms = 0
  for (const [index, letter] of letters.entries()) {
    const from = span.since + index * span.stepMs
    if (letter !== '-' && letter !== 'p') ms += Math.max(0, Math.min(from + span.stepMs, end) - from)
  }
  return Math.round(ms / 1000)
}
