import { cleanText } from '@sereno/shared/field.ts'
import type { SnmpValue } from '../net/snmp.ts'

export const numberOf = (value: SnmpValue | undefined): number | null => (typeof value === 'number' ? value : null)

/** An OCTET STRING as text: UTF-8, or Latin-1 where it is none; `null` where nothing is left to show. */
export function textOf(value: SnmpValue | undefined, max = 200): string | null {
  if (!Buffer.isBuffer(value)) return null
  const text = value.toString('utf8')
  return cleanText(text.includes('\uFFFD') ? value.toString('latin1') : text, max) || null
}
