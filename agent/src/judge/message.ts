import type { Detail, EntryRecord, NoticeRecord } from '@sereno/shared/activity.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import { hasWord, say, type Values } from '@sereno/shared/locales/index.ts'
import { explainFault } from '@sereno/shared/mail-fault.ts'

/** The words of an entry for a person: what happened, and what to do next. */
export interface Words {
  message: string
  advice: string
}

type Named = Pick<EntryRecord, 'cause' | 'detail'>
type Told = Pick<EntryRecord, 'cause' | 'deviceName' | 'detail' | 'text' | 'kind'>

/**
 * An entry in a reader's language. A text that others sent stays as it is; a cause that we do not know says so. Names and
 * detail come from the network: they are cleaned and cut, and whoever writes HTML escapes them.
 */
export function wordsOf(language: Language, entry: Told): Words {
  const values = valuesOf(language, entry)
  const behind = children(language, entry.detail)
  const message = entry.text ?? word(language, entry, 'message', values)
  return { message: sentences(message, behind), advice: word(language, entry, 'advice', values) }
}

const sentences = (first: string, second: string): string =>
  second === '' ? first : `${first}${/[.!?…]$/u.test(first) ? '' : '.'} ${second}`

/** A notice in a reader's language. */
export function noticeWords(
  language: Language,
  notice: Pick<NoticeRecord, 'cause' | 'deviceName' | 'detail' | 'text'>,
): string {
  return notice.text ?? word(language, notice, 'message', valuesOf(language, notice))
}

/** A cause in two or three words, such as "Out of paper". */
export const causeText = (language: Language, cause: string): string =>
  word(language, { cause, detail: {} }, 'text', {})

function word(language: Language, told: Named, part: 'text' | 'message' | 'advice', values: Values): string {
  const variant = variantOf(told.detail)
  const keys = [`${told.cause}.${variant}.${part}`, `${told.cause}.${part}`, `reported.${part}`]
  const key = keys.map((one) => `cause.${one}`).find(hasWord)
  return key && hasWord(key) ? tidy(say(language, key, values)) : ''
}

/** What makes one cause worth different words: on the network though mute, an account that is locked, an answer's code. */
function variantOf(detail: Detail): string {
  if (detail.arp === true) return 'arp'
  if (detail.locked === true) return 'locked'
  if (typeof detail.status === 'number') return 'status'
  return typeof detail.reason === 'string' ? detail.reason : ''
}

/** What a word's places may hold, by their names in `detail`. */
const places = [
  ...(['address', 'port', 'status', 'codes', 'tray', 'supply', 'description', 'to', 'host'] as const),
  // Who has an address, and where a device is found.
  ...(['from', 'mac', 'holder', 'one', 'two'] as const),
  // Who hands addresses out, and what with.
  ...(['server', 'vendor', 'known', 'router', 'dns'] as const),
  // A way in which people write to us, and how long its credentials last.
  ...(['channel', 'until'] as const),
]
const numbers = ['minutes', 'gaps', 'lossPercent', 'latencyMs', 'packets'] as const

function valuesOf(language: Language, told: { cause: string; deviceName: string | null; detail: Detail }): Values {
  const { detail } = told
  const values: Values = {
    device: told.deviceName === null ? say(language, 'cause.agent.name') : cleanText(told.deviceName, 60),
    cause: cleanText(told.cause, 64),
  }
  for (const name of places) values[name] = short(detail[name])
  if (typeof detail.error === 'string') values.error = cleanText(explainFault(language, detail.error), 160)
  for (const name of numbers) {
    const value = detail[name]
    if (typeof value === 'number' && Number.isFinite(value)) values[name] = Math.round(value)
  }
  return values
}

const short = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? cleanText(String(value), 80) : ''

/** The devices behind this one that do not answer either, by name; at most five names. */
function children(language: Language, { children: value }: Detail): string {
  const list: unknown[] = Array.isArray(value) ? value : []
  const names = list
    .map((child) => (typeof child === 'object' && child !== null && 'name' in child ? child.name : child))
    .filter((name) => (typeof name === 'string' && /\S/u.test(name)) || typeof name === 'number')
  if (names.length === 0) return ''
  // Only these are cleaned: a switch may have hundreds behind it.
  const shown = names.slice(0, 5).map(short).join(', ')
  return say(language, 'cause.children.message', { n: names.length, names: names.length > 5 ? `${shown} …` : shown })
}

/** An empty place leaves no double blank and no empty brackets behind. */
const tidy = (text: string): string =>
  text
    .replace(/\s*[(«"]\s*[)»"]/gu, '')
    .replace(/\s+([.,;:])/gu, '$1')
    .replace(/ {2,}/gu, ' ')
    .trim()
