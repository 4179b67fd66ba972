import type { EntryRecord } from '@sereno/shared/activity.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import { type Kind, severity } from '@sereno/shared/kind.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { causeText, wordsOf } from '../../judge/message.ts'
import type { Decision } from './decide.ts'

/** All entries of one cause on one device, in one window. */
export interface Trouble {
  device: string
  kind: Kind
  cause: string
  message: string
  advice: string
  /** Entries, not checks: a printer without paper all night is one. */
  times: number
  firstAt: number
  lastAt: number
  /** Since when the present one lasts; `null` where it is over. */
  openSince: number | null
  endedAt: number | null
  /** In all, until now where it is open. */
  totalMs: number
  /** The names of what it explains, and how many entries those are. */
  explains: string[]
  explained: number
}

const own = '\u0000'

/** What was counted, gathered by device and cause; the worst first: open ones, then by kind, then the longest. */
export function gather(decision: Decision, now: number, language: Language): Trouble[] {
  const groups = Map.groupBy(decision.counted, (entry) =>
    [entry.deviceId ?? entry.deviceName ?? own, entry.kind, entry.cause, entry.text ?? ''].join(own),
  )
  return [...groups.values()].map((entries) => troubleOf(entries, decision.explained, now, language)).sort(worstFirst)
}

function troubleOf(entries: EntryRecord[], explained: Decision['explained'], now: number, language: Language): Trouble {
  const sorted = entries.toSorted((a, b) => a.at.localeCompare(b.at))
  const last = sorted.at(-1) as EntryRecord
  const open = sorted.find((entry) => entry.endedAt === null)
  const words = wordsOf(language, open ?? last)
  const behind = entries.flatMap((entry) => explained.get(entry.id) ?? [])
  // One failure that quiet hours cut in two is told as one.
  const parts = behind.filter((entry) => entry.deviceId !== null && isSame(entry, last))
  const children = behind.filter((entry) => !parts.includes(entry))
  const whole = [...sorted, ...parts]
  return {
    device: nameOf(last, language),
    kind: last.kind,
    cause: causeOf(last, language),
    message: cleanText(words.message, 160),
    advice: cleanText(words.advice, 400),
    times: entries.length,
    firstAt: Math.min(...whole.map((entry) => Date.parse(entry.at))),
    lastAt: Date.parse(last.at),
    openSince: open ? Date.parse(open.at) : null,
    endedAt: open ? null : Math.max(...entries.map((entry) => Date.parse(entry.endedAt ?? entry.at))),
    totalMs: whole.reduce((sum, entry) => sum + lengthOf(entry, now), 0),
    explained: children.length,
    explains: countNames(children.map((entry) => `${nameOf(entry, language)}: ${causeOf(entry, language)}`)),
  }
}

const isSame = (one: EntryRecord, other: EntryRecord): boolean =>
  one.deviceId === other.deviceId && one.cause === other.cause

/** Names come from people and from the network; the agent's own entries carry none. */
const nameOf = (entry: EntryRecord, language: Language): string =>
  cleanText(entry.deviceName ?? '', 60) || say(language, 'mail.digest.agent')

/** A text that others sent stands for its cause. */
const causeOf = (entry: EntryRecord, language: Language): string =>
  cleanText(entry.text ?? causeText(language, entry.cause), 60) || cleanText(entry.cause, 60)

/** `Sereno: mail waits (3)` for three of the same name. */
const countNames = (names: string[]): string[] =>
  [...Map.groupBy(names, (name) => name)].map(([name, same]) => (same.length > 1 ? `${name} (${same.length})` : name))

const lengthOf = (entry: EntryRecord, now: number): number =>
  Math.max(0, (entry.endedAt === null ? now : Date.parse(entry.endedAt)) - Date.parse(entry.at))

const worstFirst = (a: Trouble, b: Trouble): number =>
  Number(b.openSince !== null) - Number(a.openSince !== null) ||
  severity.indexOf(a.kind) - severity.indexOf(b.kind) ||
  b.totalMs - a.totalMs ||
  a.device.localeCompare(b.device)
