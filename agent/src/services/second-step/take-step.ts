import type { House } from '../house.ts'
import { guess } from './guesses.ts'
import { hashRecoveryCode } from './recovery-codes.ts'
import { matchingStep } from './totp.ts'

/** What the secret of a person is sealed as. */
export const about = (userId: string): string => `second step ${userId}`

/**
 * Whether a code of the authenticator or a recovery code is right; it is used up with that, and never right again.
 * @throws {Fault} `too_often` after many wrong ones; a recovery code is taken all the same, for nobody guesses one
 */
export async function takeStep(house: House, userId: string, typed: string): Promise<boolean> {
  const { secondSteps } = house.store
  const recovery = hashRecoveryCode(typed)
  if (recovery !== null) return secondSteps.takeRecoveryCode(userId, recovery)
  return guess(house, userId, async () => {
    const kept = await secondSteps.get(userId)
    const secret = kept === null ? null : openSecret(house, userId, kept.sealed)
    const step = secret === null ? null : matchingStep(secret, typed, house.clock.now())
    return step !== null && (await secondSteps.takeStep(userId, step))
  })
}

/** `null` where the key that it was sealed with is gone: then a recovery code helps, or an admin. */
export function openSecret(house: House, userId: string, sealed: string): string | null {
  try {
    return house.sealer.open(sealed, about(userId))
  } catch (fault) {
    house.log.error({ err: fault }, 'the secret of a second step cannot be read any more')
    return null
  }
}
