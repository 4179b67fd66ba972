import type { Language } from './field.ts'
import { hasWord, say } from './locales/index.ts'

/**
 * What went wrong with a mail, for a person. A transport reports either the server's own words (`550 5.1.1 No such user`),
 * which stay as they came, or a code of ours, with facts after a colon where there are any (`certificate: CERT_HAS_EXPIRED`).
 */
export function explainFault(language: Language, detail: string): string {
  const [, code = '', facts] = /^([a-z_]+)(?:: (.*))?$/su.exec(detail) ?? []
  const key = `mail.fault.${code}`
  if (!hasWord(key)) return detail
  return facts === undefined ? say(language, key) : `${say(language, key)} (${facts})`
}
