import { hashSecret } from '../secret.ts'
import { inFives, newTypedCode, plainCode } from '../typed-code.ts'

/** 74 bits: kept as a plain hash, and still not found by trying. */
const length = 15
const count = 10

/** Ten codes for the day when the phone is lost, each good once. */
export const newRecoveryCodes = (): string[] => Array.from({ length: count }, () => inFives(newTypedCode(length)))

/** The hash by which a recovery code, as someone typed it, is found; `null` for what is none. */
export function hashRecoveryCode(typed: string): string | null {
  const code = plainCode(typed)
  return code.length === length ? hashSecret(code) : null
}
