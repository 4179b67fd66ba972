import { kindLetters, type SlotLetter, worstOf } from '@sereno/shared/charts/slots.ts'
import type { Kind } from '@sereno/shared/kinds.ts'
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

interface Trouble {
  device_id: string
  kind: Kind
  at: number
  ended_at: number | null
}

/** Bars of all devices that were looked at or failed in a span, or of one. */
export function bars(db: Database, span: BarSpan): Bar[] {
  const made = new Map<string, { letters: SlotLetter[]; down: [from: number, to: number][] }>()
  const barOf = (deviceId: string) => {
    const bar = made.get(deviceId) ?? { letters: Array<SlotLetter>(span.count).fill('-'), down: [] }
    made.set(deviceId, bar)
    return bar
  }
  measure(db, span, (deviceId, index, letter) => {
    barOf(deviceId).letters[index] = letter
  })
  for (const { device_id: deviceId, kind, at, ended_at: endedAt } of troublesOf(db, span)) {
    const { letters, down } = barOf(deviceId)
    const letter = kindLetters[kind]
    const end = endedAt ?? span.now
    const last = Math.min(span.count - 1, slotAt(span, Math.max(at, end - 1)))
    for (let index = Math.max(0, slotAt(span, at)); index <= last; index += 1)
      letters[index] = isKind(letters[index]) ? worstOf([letter, letters[index] ?? '-']) : letter
    if (kind === 'Offline' || kind === 'Fail') down.push([at, end])
  }
  return [...made].map(([deviceId, { letters, down }]) => ({
    deviceId,
    slots: letters.join(''),
    watchedSeconds: watchedIn(span, letters),
    downSeconds: downIn(span, down),
  }))
}

const slotAt = ({ since, stepMs }: BarSpan, at: number): number => Math.floor((at - since) / stepMs)
const isKind = (letter: SlotLetter | undefined): boolean => letter !== undefined && 'EFOR'.includes(letter)

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

/** Also those that another explains: the device was silent all the same. */
function troublesOf(db: Database, { since, stepMs, count, deviceId }: BarSpan): Trouble[] {
  const { parts, params } = partsOf({ since, until: since + stepMs * count, deviceId })
  return parts.flatMap(({ from, where }) =>
    db.all<Trouble>(
      `SELECT device_id, kind, at, ended_at FROM ${from} WHERE ${where === '' ? '' : `${where} AND`} device_id IS NOT NULL`,
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

/** Failures that overlap count once. */
function downIn(span: BarSpan, spells: [from: number, to: number][]): number {
  const end = endOf(span)
  let reached = span.since
  let ms = 0
  for (const [from, to] of spells.toSorted(([a], [b]) => a - b)) {
    const [begins, ends] = [Math.max(from, reached), Math.min(to, end)]
    if (ends <= begins) continue
    ms += ends - begins
    reached = ends
  }
  return Math.round(ms / 1000)
}
