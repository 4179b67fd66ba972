import type { Language } from '@sereno/shared/field.ts'
import { fillWord, type Values, type Word } from '@sereno/shared/locales/index.ts'
import type { UiKey } from './words-static.ts'

type UiWords = Record<UiKey, Word>

/** One chunk a language, so that a reader loads their own alone. */
const loaders: Record<Language, () => Promise<{ default: UiWords }>> = {
  en: () => import('@sereno/shared/locales/en/ui.json'),
  es: () => import('@sereno/shared/locales/es/ui.json'),
  ca: () => import('@sereno/shared/locales/ca/ui.json'),
  ru: () => import('@sereno/shared/locales/ru/ui.json'),
}

let language: Language = 'en'
let words: Partial<UiWords> = {}

const isLanguage = (text: string): text is Language => Object.hasOwn(loaders, text)

/** Loads the words of the page's own language; before anything is drawn. */
export async function loadWords(): Promise<void> {
  const wanted = document.documentElement.lang
  language = isLanguage(wanted) ? wanted : 'en'
  words = (await loaders[language]()).default
}

export const currentLanguage = (): Language => language

/** A word in the page's language. Values are text, never HTML. */
export const t = (key: UiKey, values: Values = {}): string => fillWord(language, words[key] ?? '', values)

/** Whether a key that is put together exists. */
export const hasT = (key: string): key is UiKey => Object.hasOwn(words, key)
