import { randomInt } from 'node:crypto'
import { hashSecret } from '../secret.ts'

/** No letter or digit that is taken for another, as in the claim code. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
/** 74 bits: kept as a plain hash, and still not found by trying. */
const length = 15
const count = 10

/** Ten codes for the day when the phone is lost, each good once. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: count }, () => {
    const code = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
    return `${code.slice(0, 5)}-${code.slice(5, 10)}-${code.slice(10)}`
  })

/** The hash by which a recovery code, as someone typed it, is found; `null` for what is none. */
export function hashRecoveryCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[^A-Z0-9]/gu, '')
  return code.length === length ? hashSecret(code) : null
}
