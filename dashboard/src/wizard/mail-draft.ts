import type { MailInput, MailView } from '@sereno/shared/venue.ts'
import { presetFor } from './mail-presets.ts'

/** Outgoing mail as the wizard's form holds it. */
export interface MailDraft {
  /** A preset's id, `own`: another server, `null`: nothing was chosen yet. */
  provider: string | null
  host: string
  port: number | null
  security: MailInput['security']
  user: string
  password: string
  from: string
}

/** Nothing chosen yet; the sender is guessed from who sets up. */
export const emptyMail = (from: string): MailDraft => ({
  ...{ provider: null, host: '', port: 587, security: 'starttls', user: '', password: '', from },
})

/** What the form begins with. */
export function draftOfMail(mail: MailView, email: string): MailDraft {
  const { configured, host, port, security, user, from } = mail
  const draft = emptyMail(from ?? email)
  if (!configured || host === null) return draft
  const provider = presetFor(host)?.id ?? 'own'
  return { ...draft, provider, host, port: port ?? 587, security: security ?? 'starttls', user: user ?? '' }
}

/** An empty password field keeps the one that the agent has. */
export const inputOfMail = (draft: MailDraft): MailInput => ({
  host: draft.host.trim(),
  port: draft.port ?? 587,
  security: draft.security,
  user: draft.user.trim(),
  from: draft.from.trim(),
  ...(draft.password === '' ? {} : { password: draft.password }),
})
