import type { Kind } from '@sereno/shared/kind.ts'

/** Words that tell the kind of a text, in the order in which they are tried (`kinds.md`, "Entries that others send"). */
const words: readonly [kind: Kind, pattern: string][] = [
  ['Retry', 'retry|retries|retrying|reintent*|повтор*'],
  [
    'Offline',
    'offline|no internet|not connected|sin conexión|sense connexió|нет соединения|unreachable|timed? ?out|host is down',
  ],
  ['Fail', 'fail|failed|failure|could not print|not printed|fallo|falló|сбой'],
  ['Error', 'error|cannot|expired|denied'],
]

/** Whole words: neither a letter, a mark, a digit nor an underscore beside them. `*` stands for any letters. */
const wholeWords = (pattern: string): RegExp => {
  const source = pattern.replaceAll('*', '[\\p{L}\\p{M}]*').replaceAll(' ', '\\s')
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_])(?:${source})(?![\\p{L}\\p{M}\\p{N}_])`, 'iu')
}

const rules = words.map(([kind, pattern]) => ({ kind, pattern: wholeWords(pattern) }))

/** The kind that a text tells of itself; `null`: it is kept as a notice. */
export const kindOfText = (text: string): Kind | null => {
  const composed = text.normalize('NFC')
  return rules.find(({ pattern }) => pattern.test(composed))?.kind ?? null
}
