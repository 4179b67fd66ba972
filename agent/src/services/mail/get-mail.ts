import type { Language } from '@sereno/shared/field.ts'
import { explainFault } from '@sereno/shared/mail-fault.ts'
import type { MailView } from '@sereno/shared/venue.ts'
import type { House } from '../house.ts'

/** Outgoing mail as it is in force. Its password can be written, never read back. */
export async function getMail(house: House, language: Language): Promise<MailView> {
  const { source, settings } = house.mail.settings()
  const paused = house.mail.paused()
  const { count } = await house.store.outbox.waiting()
  return {
    configured: settings !== null,
    source,
    host: settings?.host ?? null,
    port: settings?.port ?? null,
    security: settings?.security ?? null,
    user: settings?.user ?? null,
    passwordSet: (settings?.password ?? '') !== '',
    from: settings?.from ?? null,
    waiting: count,
    paused: paused === null ? null : explainFault(language, paused),
  }
}
