import { email } from '@sereno/shared/field.ts'
import type { MailSettings, VenueDocument } from '@sereno/shared/venue.ts'
import type { Config } from '../config.ts'
import { readSmtpUrl } from '../transports/smtp-url.ts'

export interface MailSettingsInForce {
  source: 'environment' | 'saved' | 'none'
  settings: MailSettings | null
}

/** Where outgoing mail goes: what the environment says before what was saved. */
export function mailSettingsInForce(
  config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'publicUrl'>,
  document: Pick<VenueDocument, 'mail'>,
): MailSettingsInForce {
  if (config.smtpUrl !== undefined) {
    const settings = readSmtpUrl(config.smtpUrl, sender(config, config.smtpUrl, document.mail))
    if (settings) return { source: 'environment', settings }
  }
  if (!document.mail) return { source: 'none', settings: null }
  return { source: 'saved', settings: { ...document.mail, from: config.mailFrom ?? document.mail.from } }
}

/** Without `SERENO_MAIL_FROM`: the login, if it is an address; the saved sender; one of this machine's own. */
function sender(config: Pick<Config, 'mailFrom' | 'publicUrl'>, smtpUrl: string, saved: MailSettings | null): string {
  if (config.mailFrom !== undefined) return config.mailFrom
  const login = readSmtpUrl(smtpUrl, 'sereno@sereno.local')?.user ?? ''
  const own = `sereno@${new URL(config.publicUrl).hostname}`
  return [login, saved?.from, own].find((address) => email.safeParse(address).success) ?? 'sereno@sereno.local'
}
