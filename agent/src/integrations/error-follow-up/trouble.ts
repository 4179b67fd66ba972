import type { EntryRecord } from '@sereno/shared/activity.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import { type Kind, severity } from '@sereno/shared/kind.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { Decision } from './decide.ts'

/** The words of one entry, in the reader's language; what makes them is handed in. */
export interface EntryWords {
  /** The cause in a few words: `Out of paper`. */
  cause: string
  message: string
  advice: string
}
export type ReadEntry = (entry: EntryRecord, language: Language) => EntryWords

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
  explains: string[]
}

const own = '\u0000'

/** What was counted, gathered by device and cause; the worst first: open ones, then by kind, then the longest. */
export function gather(decision: Decision, now: number, language: Language, read: ReadEntry): Trouble[] {
  const groups = Map.groupBy(decision.counted, (entry) =>
    [entry.deviceId ?? entry.deviceName ?? own, entry.kind, entry.cause, entry.text ?? ''].join(own),
  )
  return [...groups.values()]
    .map((entries) => troubleOf(entries, decision.explained, now, language, read))
    .sort(worstFirst)
}

function troubleOf(
  entries: EntryRecord[],
  explained: Decision['explained'],
  now: number,
  language: Language,
  read: ReadEntry,
): Trouble {
  const sorted = entries.toSorted((a, b) => a.at.localeCompare(b.at))
  const last = sorted.at(-1) as EntryRecord
  const open = sorted.find((entry) => entry.endedAt === null)
  const words = read(open ?? last, language)
  const children = entries.flatMap((entry) => explained.get(entry.id) ?? [])
  return {
    device: nameOf(last, language),
    kind: last.kind,
    cause: cleanText(words.cause, 60),
    message: cleanText(words.message, 160),
    advice: cleanText(words.advice, 240),
    times: entries.length,
    firstAt: Date.parse((sorted[0] ?? last).at),
    lastAt: Date.parse(last.at),
    openSince: open ? Date.parse(open.at) : null,
    endedAt: open ? null : Math.max(...entries.map((entry) => Date.parse(entry.endedAt ?? entry.at))),
    totalMs: entries.reduce((sum, entry) => sum + lengthOf(entry, now), 0),
    explains: children.map((entry) => `${nameOf(entry, language)}: ${cleanText(read(entry, language).cause, 60)}`),
  }
}

/** Names come from people and from the network; the agent's own entries carry none. */
const nameOf = (entry: EntryRecord, language: Language): string =>
  cleanText(entry.deviceName ?? '', 60) || say(language, 'mail.digest.agent')

const lengthOf = (entry: EntryRecord, now: number): number =>
  Math.max(0, (entry.endedAt === null ? now : Date.parse(entry.endedAt)) - Date.parse(entry.at))

const worstFirst = (a: Trouble, b: Trouble): number =>
  Number(b.openSince !== null) - Number(a.openSince !== null) ||
  severity.indexOf(a.kind) - severity.indexOf(b.kind) ||
  b.totalMs - a.totalMs ||
  a.device.localeCompare(b.device)
