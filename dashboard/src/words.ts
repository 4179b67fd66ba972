import { type Language, languages } from '@sereno/shared/languages.ts'
import { fillWord, type Values, type Word } from '@sereno/shared/locales/index.ts'
import type { WordGroup } from './word-groups.ts'
import type { UiKey } from './words-static.ts'

let language: Language = 'en'
let words: Record<string, Word> = {}

/** Loads the words of the page's own language, before anything is drawn: those of every page, and the groups it names. */
export async function loadWords(groups: readonly WordGroup[] = []): Promise<void> {
  const wanted = document.documentElement.lang
  language = languages.find((known) => known === wanted) ?? 'en'
  await addWords(['ui', ...groups])
}

/** Loads more words of the page's language, for a part that is itself loaded only when someone wants it. */
export async function addWords(groups: readonly ('ui' | WordGroup)[]): Promise<void> {
  words = Object.assign(words, ...(await Promise.all(groups.map(wordsIn))))
}

/** The page names the addresses of its language's words (`layouts/Shell.astro`): they are files of this site, not the API's. */
async function wordsIn(group: string): Promise<Record<string, Word>> {
  const address = new URLSearchParams(document.documentElement.dataset.words).get(group)
  if (address === null) throw new Error(`The page names no words: ${group}`)
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address}: ${response.status}`)
  return response.json()
}

export const currentLanguage = (): Language => language

/** A word in the page's language. Values are text, never HTML. */
export const t = (key: UiKey, values: Values = {}): string => fillWord(language, words[key] ?? '', values)

/** Whether a key that is put together exists. */
export const hasT = (key: string): key is UiKey => Object.hasOwn(words, key)
