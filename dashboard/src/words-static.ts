import type { Language } from '@sereno/shared/field.ts'
import ca from '@sereno/shared/locales/ca/ui.json' with { type: 'json' }
import en from '@sereno/shared/locales/en/ui.json' with { type: 'json' }
import es from '@sereno/shared/locales/es/ui.json' with { type: 'json' }
import { fillWord, type Values, type Word } from '@sereno/shared/locales/index.ts'
import ru from '@sereno/shared/locales/ru/ui.json' with { type: 'json' }

export type UiKey = keyof typeof en
type UiWords = Record<UiKey, Word>

const catalogues = { en, es, ca, ru } satisfies Record<Language, UiWords>

/** A word for the pages that are built; in the browser `words.ts` holds the reader's language alone. */
export const sayUi = (language: Language, key: UiKey, values: Values = {}): string =>
  fillWord(language, catalogues[language][key], values)
