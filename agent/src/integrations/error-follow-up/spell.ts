import type { Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'

const minuteMs = 60_000

/** A duration as people say it, in its two largest units: `2 h 10 min`. */
export function spellSpan(language: Language, ms: number): string {
  const minutes = Math.floor(ms / minuteMs)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (days > 0) return say(language, 'mail.span.days', { d: days, h: hours % 24 })
  if (hours > 0) return say(language, 'mail.span.hours', { h: hours, m: minutes % 60 })
  return minutes > 0 ? say(language, 'mail.span.minutes', { m: minutes }) : say(language, 'mail.span.moment')
}

/** A moment on the venue's clocks: `21 Nov, 22:11`. */
export const spellTime = (language: Language, zone: string, at: number): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: zone,
    hourCycle: 'h23',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)

/** The hour on the venue's clocks, for a narrow column: `07`. */
export const spellHour = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', hour: '2-digit' }).format(at)
