import type { NewToken } from '@sereno/shared/token.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { mostTokens } from './create-token.ts'
import { freshToken } from './fresh-token.ts'
import { describeToken } from './list-tokens.ts'
import { tokenLetter } from './token-letter.ts'

/** How long both work, for whoever has to type the new one in somewhere. */
const overlapMs = 86_400_000

/**
 * Puts a new token in the place of one: the same name, scopes and addresses, and as long a life. It acts as whoever asks
 * for it: nobody is handed a secret to act as another. The old one works for a day more, or until it would have ended
 * anyway; its owner is told where it is not they who ask.
 * @throws {Fault} `not_found`, also for one that has expired; `conflict` where it was replaced before; `too_many_tokens`
 */
export async function rotateToken(house: House, caller: Caller, id: string): Promise<NewToken> {
  const { tokens } = house.store
  const now = house.clock.now()
  const old = await tokens.get(id)
  if (old === null || (old.token.expiresAt !== null && old.token.expiresAt <= now)) throw new Fault('not_found')
  const { name, scopes, addresses, createdAt, expiresAt: end } = old.token
  if (old.token.replacedAt !== null) throw new Fault('conflict')
  const expiresAt = end === null ? null : now + (end - createdAt)
  const { token, secret } = freshToken({ userId: caller.userId, name, scopes, addresses, expiresAt, createdAt: now })
  const endsAt = Math.min(now + overlapMs, end ?? Number.POSITIVE_INFINITY)
  // Those that end within a day beside those that take their place.
  const most = 2 * mostTokens
  const isTheirs = old.user.id === caller.userId
  const letters = isTheirs ? [] : [tokenLetter(house, old, 'token_replaced', { by: caller.fullName })]
  if (!(await tokens.replace(id, now, endsAt, token, most, letters))) {
    throw new Fault('too_many_tokens', { values: { n: most } })
  }
  if (!isTheirs) house.bus.emit('outbox.filled')
  return { ...describeToken(token, caller.fullName), token: secret }
}
