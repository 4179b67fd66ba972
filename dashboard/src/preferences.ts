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

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
const THEME = 'sereno_theme'

export function chosenTheme(): Theme {
  const kept = localStorage.getItem(THEME)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(THEME)
  else localStorage.setItem(THEME, theme)
  dispatchEvent(new Event('sereno:theme'))
}
