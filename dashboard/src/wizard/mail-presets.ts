import type { MailInput } from '@sereno/shared/venue.ts'

/** How a mail provider takes mails from programs, and what its customers have to do first. */
export interface MailPreset {
  id: string
  /** As the provider writes its own name, in every language. */
  name: string
  host: string
  port: number
  security: MailInput['security']
  /** One signs in with the mail address; else with a name of its own, and the sender is another field. */
  userIsAddress: boolean
  /** The word that says what to do first, as `wizard.mail_hint_…`. */
  hint: 'google' | 'microsoft' | 'outlook' | 'app_password' | 'mailbox' | 'ses'
}

/** Ports and hosts as the providers' own help pages give them; looked up in November 2026. */
export const mailPresets: readonly MailPreset[] = [
  // support.google.com/a/answer/176600 (hosts and ports), support.google.com/accounts/answer/185833 (app passwords)
  preset('gmail', 'Gmail / Google Workspace', 'smtp.gmail.com', 587, 'starttls', 'google'),
  // learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission
  preset('microsoft365', 'Microsoft 365', 'smtp.office365.com', 587, 'starttls', 'microsoft'),
  // support.microsoft.com/office/d088b986-291d-42b8-9564-9c414e2aa040
  preset('outlook', 'Outlook.com / Hotmail', 'smtp-mail.outlook.com', 587, 'starttls', 'outlook'),
  // support.apple.com/102525 (hosts and ports), support.apple.com/102654 (app-specific passwords)
  preset('icloud', 'iCloud Mail', 'smtp.mail.me.com', 587, 'starttls', 'app_password'),
  // help.yahoo.com/kb/SLN4724.html (hosts and ports), help.yahoo.com/kb/SLN15241.html (app passwords)
  preset('yahoo', 'Yahoo Mail', 'smtp.mail.yahoo.com', 465, 'tls', 'app_password'),
  // ionos.co.uk/help/email/ (outgoing mail server); the other countries' names lead to the same servers
  preset('ionos', 'IONOS', 'smtp.ionos.com', 465, 'tls', 'mailbox'),
  // help.ovhcloud.com: MX Plan, general configuration
  preset('ovh', 'OVHcloud', 'ssl0.ovh.net', 465, 'tls', 'mailbox'),
  // zoho.com/mail/help/zoho-smtp.html; accounts of the European Union live at zoho.eu
  preset('zoho', 'Zoho Mail (EU)', 'smtp.zoho.eu', 465, 'tls', 'app_password'),
  // docs.aws.amazon.com/ses/latest/dg/smtp-connect.html; Ireland, which a person changes to their own region
  {
    ...preset('ses', 'Amazon SES', 'email-smtp.eu-west-1.amazonaws.com', 587, 'starttls', 'ses'),
    userIsAddress: false,
  },
]

function preset(
  id: string,
  name: string,
  host: string,
  port: number,
  security: MailInput['security'],
  hint: MailPreset['hint'],
): MailPreset {
  return { id, name, host, port, security, userIsAddress: true, hint }
}

/** The preset that these settings came from, if any. */
export const presetFor = (host: string | null): MailPreset | null =>
  mailPresets.find((one) => one.host === host) ?? null
