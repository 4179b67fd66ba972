import type { Language } from '@sereno/shared/languages.ts'
import type { Say } from './words.ts'

const format = (language: Language, at: number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options).format(at)

const time = { hour: 'numeric', minute: '2-digit' } as const

/** When a message came, by the visitor's own clock: the day only where it was not today. */
export function momentWords(at: number, language: Language, now = Date.now()): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString()
  return format(language, at, isToday ? time : { ...time, day: 'numeric', month: 'short' })
}

/** When somebody answers again, by the clock on the wall of the house; the day only where it is not today there. */
export function backWords(at: number, timeZone: string, language: Language, say: Say, now = Date.now()): string {
  const day = (moment: number) => format(language, moment, { timeZone, dateStyle: 'short' })
  const words = { time: format(language, at, { ...time, timeZone }) }
  if (day(at) === day(now)) return say('widget.back', words)
  const isNear = at - now < 6 * 86_400_000
  const which = isNear ? ({ weekday: 'long' } as const) : ({ day: 'numeric', month: 'long' } as const)
  return say('widget.back_day', { ...words, day: format(language, at, { timeZone, ...which }) })
}
