import type { Language } from '@sereno/shared/field.ts'

export const languageNames: Record<Language, string> = { en: 'English', es: 'Español', ca: 'Català', ru: 'Русский' }
export const languageCodes = Object.keys(languageNames).filter((code): code is Language =>
  Object.hasOwn(languageNames, code),
)

/** The agent serves the same address in the cookie's language from then on. */
export function chooseLanguage(language: Language): void {
  document.cookie = `sereno_language=${language}; path=/; max-age=31536000; samesite=lax`
  location.reload()
}

/** Something this browser remembers for its reader; the first option is what holds until they choose. */
export interface Choice<T extends string> {
  options: readonly T[]
  chosen(): T
  choose(option: T): void
}

// A browser may forbid its storage: then the choice holds for the page alone.
const unkept = new Map<string, string>()

/** What this browser remembers under a name. */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return unkept.get(key) ?? null
  }
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    unkept.set(key, value)
  }
}

function choice<const T extends string>(name: string, options: readonly [T, ...T[]]): Choice<T> {
  const key = `sereno_${name}`
  return {
    options,
    chosen() {
      const found = kept(key)
      return options.find((option) => option === found) ?? options[0]
    },
    choose(option) {
      keep(key, option)
      // `theme-early.js` draws the page anew.
      dispatchEvent(new CustomEvent('sereno:look', { detail: { [name]: option } }))
    },
  }
}

export const theme = choice('theme', ['system', 'light', 'dark', 'contrast'])
export const density = choice('density', ['comfortable', 'compact'])
/** Per cent of the browser's own size. */
export const textSize = choice('text', ['100', '112', '125'])
export const sound = choice('sound', ['off', 'on'])
/** Shortcuts of a single letter, which get in the way of those who speak to their computer (WCAG 2.1.4). */
export const letters = choice('letters', ['on', 'off'])
