import type { Language } from './field.ts'
import { say, type Values } from './locales/index.ts'
import type { Lack } from './overview.ts'

/** What the agent or its machine can lack; each has its words in `locales/…/overview.json`. */
export const lackCodes = [
  'no_fping',
  'no_ping',
  'no_ip',
  'no_icmp_right',
  'no_flush_right',
  'no_arping',
  'no_arp_right',
  'no_dhcp_right',
  'venue_refused',
  'probe_unusable',
  'not_set_up',
  'disk_full',
  'disk_readonly',
  'disk_failed',
  'database_damaged',
  'clock_untrusted',
  'mail_paused',
  'mail_not_configured',
] as const
export type LackCode = (typeof lackCodes)[number]

/** A lack in a language, with how to get what is missing. */
export const lackIn = (language: Language, code: LackCode, values: Values = {}): Lack => ({
  code,
  message: say(language, `overview.lack.${code}.message`, values),
  advice: say(language, `overview.lack.${code}.advice`, values),
})
