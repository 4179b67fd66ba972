import { type Language, languages } from '@sereno/shared/languages.ts'
import { fillWord, type Values, type Word } from '@sereno/shared/locales/index.ts'
import type { UiKey, WordGroup } from './words-static.ts'

/** One chunk a language and group, so that a reader loads their own alone, and of those what the page needs. */
const loaders = import.meta.glob<{ default: Record<string, Word> }>(
  '../../shared/src/locales/*/{ui,care,wizard,devices,kiosk,report,system,shell,log,follow_up}.json',
)

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
  const parts = await Promise.all(
    groups.map((group) => loaders[`../../shared/src/locales/${language}/${group}.json`]?.()),
  )
  words = Object.assign(words, ...parts.map((part) => part?.default))
}

export const currentLanguage = (): Language => language

/** A word in the page's language. Values are text, never HTML. */
export const t = (key: UiKey, values: Values = {}): string => fillWord(language, words[key] ?? '', values)

/** Whether a key that is put together exists. */
export const hasT = (key: string): key is UiKey => Object.hasOwn(words, key)
