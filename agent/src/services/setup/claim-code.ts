import { claimCodeKey as key } from '../../store/keep-keys.ts'
import type { House } from '../house.ts'
import { sameSecret } from '../secret.ts'
import { newTypedCode } from '../typed-code.ts'

const length = 8

/**
 * The claim code for the first set-up, to be printed at start: the one that was configured, or one made at the first start and
 * kept until it is used. `null` once somebody has set up.
 */
export async function claimCode(house: House): Promise<string | null> {
  if (await house.store.people.anyone()) return null
  if (house.config.setupCode !== undefined) return house.config.setupCode
  const kept = await house.store.keep.get(key)
  if (typeof kept === 'string') return kept
  const made = newTypedCode(length)
  await house.store.keep.set({ [key]: made })
  return made
}

/** Whether a person typed the code; capitals, blanks and hyphens between are theirs to choose. */
export const isClaimCode = (typed: string, code: string): boolean => sameSecret(plain(typed), plain(code))

const plain = (code: string) => code.replace(/[\s-]/gu, '').toUpperCase()

/** Once used, the code is of no more use to anyone. */
export const forgetClaimCode = (house: House): Promise<void> => house.store.keep.set({ [key]: null })
