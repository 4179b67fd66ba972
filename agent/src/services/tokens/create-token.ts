import { randomUUID } from 'node:crypto'
import type { Token, tokenInput } from '@sereno/shared/token.ts'
import type { z } from 'zod'
import type { TokenRecord } from '../../store/people-types.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { hashSecret, newSecret } from '../secret.ts'
import { describeToken } from './list-tokens.ts'

/**
 * Makes a token that acts as its maker within its scopes. Its secret is in the answer and nowhere else.
 * @throws {Fault} `invalid` where it would have expired already
 */
export async function createToken(
  house: House,
  caller: Caller,
  input: z.output<typeof tokenInput>,
): Promise<Token & { token: string }> {
  const now = house.clock.now()
  const expiresAt = input.expiresAt ? Date.parse(input.expiresAt) : null
  if (expiresAt !== null && expiresAt <= now) {
    throw new Fault('invalid', { fields: [{ path: 'expiresAt', message: 'in_the_past' }] })
  }
  // The prefix lets scanners of leaked secrets recognise it.
  const secret = `sereno_${newSecret()}`
  const record: TokenRecord = {
    id: randomUUID(),
    hash: hashSecret(secret),
    userId: caller.userId,
    name: input.name,
    scopes: [...new Set(input.scopes)],
    createdAt: now,
    expiresAt,
    lastUsedAt: null,
  }
  await house.store.people.addToken(record)
  return { ...describeToken(record), token: secret }
}
