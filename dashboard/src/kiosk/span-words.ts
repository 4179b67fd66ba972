import type { Language } from '@sereno/shared/field.ts'

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** A length of time by its two largest units: `1 min 40 sec`. */
export function spanWords(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const first = units.findIndex(([, size]) => seconds >= size)
  const [unit, size] = units[first] ?? units[3]
  const next = units[first + 1]
  const rest = next === undefined ? 0 : Math.floor((seconds % size) / next[1])
  const words = [wordsOf(Math.floor(seconds / size), unit, language)]
  if (next !== undefined && rest > 0) words.push(wordsOf(rest, next[0], language))
  return words.join(' ')
}

const wordsOf = (count: number, unit: string, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count)
