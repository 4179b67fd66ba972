import type { Language } from '@sereno/shared/field.ts'

/** A day on the venue's calendar, with its year: `21 May 2027`. */
export const spellDay = (language: Language, zone: string, at: number): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: zone, dateStyle: 'long' }).format(at)
