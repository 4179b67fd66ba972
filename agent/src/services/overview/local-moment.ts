import type { Language } from '@sereno/shared/field.ts'

/** A moment as people at the venue say it: `13:02`, with the day where it was not today. */
export function localMoment(at: number, now: number, timeZone: string, language: Language): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone })
  const isToday = day.format(at) === day.format(now)
  return new Intl.DateTimeFormat(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(!isToday && { day: 'numeric', month: 'short' }),
  }).format(at)
}
