import type { Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { wallText } from '@sereno/shared/wall.ts'
import { spellSpan, spellTime } from '../../../integrations/error-follow-up/spell.ts'

const minuteMs = 60_000

/** From when to when, on the venue's clocks; `until` is `null` where it goes on. */
export function spellWhen(language: Language, zone: string, at: number, end: number | null): string {
  const from = spellTime(language, zone, at)
  if (end === null) return say(language, 'mail.notice.since', { from })
  const span = spellSpan(language, end - at)
  if (end - at < minuteMs) return `${from} (${span})`
  const [day, endDay] = [at, end].map((moment) => wallText(moment, zone).slice(0, 10))
  if (day !== endDay) return say(language, 'mail.notice.span', { from, until: spellTime(language, zone, end), span })
  const [begins, ends] = [at, end].map((moment) => wallText(moment, zone).slice(11, 16))
  return say(language, 'mail.notice.day', { day: spellDate(language, zone, at), from: begins, until: ends, span })
}

const spellDate = (language: Language, zone: string, at: number): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
  }).format(at)
