import { type Language, languages } from '@sereno/shared/languages.ts'
import ca from '@sereno/shared/locales/ca/widget.json'
import en from '@sereno/shared/locales/en/widget.json'
import es from '@sereno/shared/locales/es/widget.json'
import { fillWord, type Values } from '@sereno/shared/locales/index.ts'
import ru from '@sereno/shared/locales/ru/widget.json'

const catalogues: Record<Language, typeof en> = { en, es, ca, ru }
export type Say = (key: keyof typeof en, values?: Values) => string

/** The words of the widget in a language: it carries those of all four, for it is loaded before anybody is asked. */
export const sayIn =
  (language: Language): Say =>
  (key, values) =>
    fillWord(language, catalogues[language][key], values)

/** The first of these that is one of ours: `es-ES` is Spanish. */
export const languageOf = (...wanted: (string | null | undefined)[]): Language =>
  wanted.map((one) => languages.find((known) => one?.toLowerCase().split('-')[0] === known)).find(Boolean) ?? 'en'
