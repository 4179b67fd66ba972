import type { Language } from './field.ts'
import { hasWord, say } from './locales/index.ts'

/**
 * What went wrong with a mail, for a person. A transport reports either the server's own words (`550 5.1.1 No such user`),
 * which stay as they came, or a code of ours, with facts after a colon where there are any (`certificate: CERT_HAS_EXPIRED`).
 */
export function explainFault(language: Language, detail: string): string {
  const { key, facts } = read(detail)
  if (!hasWord(key)) return detail
  return facts === undefined ? say(language, key) : `${say(language, key)} (${facts})`
}

/** The same for who cannot mend it: plain words alone, without what the server or the machine said. */
export function plainFault(language: Language, detail: string): string {
  const { key } = read(detail)
  if (hasWord(key)) return say(language, key)
  const reply = /^([45])\d\d\b/u.exec(detail)?.[1]
  if (reply === undefined) return say(language, 'mail.fault.failed')
  return say(language, reply === '5' ? 'mail.fault.refused' : 'mail.fault.deferred')
}

function read(detail: string): { key: string; facts: string | undefined } {
  const [, code = '', facts] = /^([a-z_]+)(?:: (.*))?$/su.exec(detail) ?? []
  return { key: `mail.fault.${code}`, facts }
}
