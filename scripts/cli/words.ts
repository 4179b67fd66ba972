import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Language, languages } from '@sereno/shared/field.ts'
import { fillWord, type Values, type Word } from '@sereno/shared/locales/index.ts'
import { root } from '../run.ts'

/** Says a word of `locales/…/cli.json`. */
export type Say = (key: string, values?: Values) => string

const isLanguage = (text: string): text is Language => (languages as readonly string[]).includes(text)

/** The language of the terminal (POSIX: `LC_ALL` before `LC_MESSAGES` before `LANG`), English where it is none of ours. */
export function terminalLanguage(environment: Record<string, string | undefined>): Language {
  const set = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  const short = set.slice(0, 2).toLowerCase()
  return isLanguage(short) ? short : 'en'
}

/** The words of commands are of no use to the agent, so they are read here and not kept in its memory. */
export function wordsIn(language: Language): Say {
  const words: Record<string, Word> = JSON.parse(
    readFileSync(join(root, `shared/src/locales/${language}/cli.json`), 'utf8'),
  )
  return (key, values) => fillWord(language, words[key] ?? key, values)
}
