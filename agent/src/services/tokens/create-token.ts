import type { BodyOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { NewToken } from '@sereno/shared/token.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { freshToken } from './fresh-token.ts'
import { describeToken } from './list-tokens.ts'

/** More than any venue has programs; each is a way in that somebody has to look after. */
export const mostTokens = 100

/**
 * Makes a token that acts as its maker within its scopes. Its secret is in the answer and nowhere else.
 * @throws {Fault} `invalid` where it would have expired already, `too_many_tokens`
 */
export async function createToken(
  house: House,
  { userId, fullName }: Caller,
  input: BodyOf<Api['tokens.create']>,
): Promise<NewToken> {
  const now = house.clock.now()
  const expiresAt = input.expiresAt ? Date.parse(input.expiresAt) : null
  if (expiresAt !== null && expiresAt <= now) {
    throw new Fault('invalid', { fields: [{ path: 'expiresAt', message: 'in_the_past' }] })
  }
  const { name, scopes, addresses } = input
  const { token, secret } = freshToken({ userId, name, scopes, addresses, expiresAt, createdAt: now })
  if (!(await house.store.tokens.add(token, mostTokens))) {
    throw new Fault('too_many_tokens', { values: { n: mostTokens } })
  }
  return { ...describeToken(token, fullName), token: secret }
}
