import { cleanText } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { DigestFacts } from './digest-shape.ts'
import { spellTime } from './spell.ts'

/** Why this person gets this mail. */
export function whyOf(facts: DigestFacts): string[] {
  const { language, form } = facts
  const cause =
    facts.trigger === 'daily'
      ? say(language, 'mail.digest.why_daily', { threshold: form.minimumErrors, n: facts.decision.total })
      : say(language, 'mail.digest.why_demand', {
          user: cleanText(facts.requestedBy ?? '', 80),
          time: spellTime(language, facts.zone, facts.now),
        })
  const types = say(language, 'mail.digest.why_types', { name: form.name, kinds: form.kinds.join(', ') })
  return [
    cause,
    types,
    ...(form.includeRecovered ? [] : [say(language, 'mail.digest.why_open_only')]),
    ...(form.test ? [say(language, 'mail.digest.why_test')] : []),
  ]
}

/** How the box itself does. */
export function healthOf(facts: DigestFacts): string {
  const { language, health } = facts
  const parts = [say(language, 'mail.digest.health', { n: health.devices })]
  if (health.lastCheckAt === null) parts.push(say(language, 'mail.digest.health_never'))
  else
    parts.push(say(language, 'mail.digest.health_check', { time: spellTime(language, facts.zone, health.lastCheckAt) }))
  return [...parts, ...healthTroubles(facts)].join(' ')
}

/** What is wrong with the box. */
export function healthTroubles({ language, health }: Pick<DigestFacts, 'language' | 'health'>): string[] {
  return [
    ...(health.diskOk ? [] : [say(language, 'mail.digest.health_disk')]),
    ...(health.waiting > 0 ? [say(language, 'mail.digest.health_waiting', { n: health.waiting })] : []),
  ]
}
