import type { Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { spellSpan, spellTime } from '../../../integrations/error-follow-up/spell.ts'

/** From when to when, on the venue's clocks; `until` is `null` where it goes on. */
export const spellWhen = (language: Language, zone: string, from: number, until: number | null): string =>
  until === null
    ? say(language, 'mail.notice.since', { from: spellTime(language, zone, from) })
    : say(language, 'mail.notice.span', {
        from: spellTime(language, zone, from),
        until: spellTime(language, zone, until),
        span: spellSpan(language, until - from),
      })
