import type { Language } from '@sereno/shared/field.ts'
import { explainFault, plainFault } from '@sereno/shared/mail-fault.ts'
import type { MailView } from '@sereno/shared/venue.ts'
import { iso } from '../../clock.ts'
import type { House } from '../house.ts'

/**
 * Outgoing mail as it is in force, and what waits. Its password can be written, never read back; who signs in, and what
 * the server said, is told to those who may change it.
 */
export async function getMail(house: House, language: Language, mayChange = true): Promise<MailView> {
  const { source, settings } = house.mail.settings()
  const explain = mayChange ? explainFault : plainFault
  const paused = house.mail.paused()
  const { count, nextAt, lastError } = await house.store.outbox.waiting()
  return {
    configured: settings !== null,
    source,
    host: settings?.host ?? null,
    port: settings?.port ?? null,
    security: settings?.security ?? null,
    user: mayChange ? (settings?.user ?? null) : null,
    passwordSet: (settings?.password ?? '') !== '',
    from: settings?.from ?? null,
    waiting: count,
    paused: paused === null ? null : explain(language, paused),
    lastError: lastError === null || lastError === '' ? null : explain(language, lastError),
    nextTryAt: paused === null && nextAt !== null ? iso(nextAt) : null,
  }
}
