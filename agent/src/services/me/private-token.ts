import type { BodyOf, ResponseOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import { isoOrNull } from '../../clock.ts'
import { SealFault } from '../../store/sealed.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { hashSecret } from '../secret.ts'
import { provePassword } from '../session/prove-password.ts'
import { bearerSecret } from '../tokens/fresh-token.ts'
import type { Tries, Visitor } from '../tries.ts'

type Asked = BodyOf<Api['me.privateToken.make']>
type Secret = ResponseOf<Api['me.privateToken.make']>

/** What is sealed, and whose: it opens as nothing else. */
const about = (userId: string): string => `private token ${userId}`

/** Whether a person has a private token, and when and from where it was last used. */
export async function getPrivateToken(
  { store }: House,
  { userId }: Caller,
): Promise<ResponseOf<Api['me.privateToken.get']>> {
  const token = await store.privateTokens.get(userId)
  const { createdAt = null, lastUsedAt = null, lastAddress = null } = token ?? {}
  return { createdAt: isoOrNull(createdAt), lastUsedAt: isoOrNull(lastUsedAt), lastAddress }
}

/**
 * A new private token of a person; the one before ends at once, its streams included.
 * @throws {Fault} `too_many`, `invalid` at `password`
 */
export async function makePrivateToken(
  house: House,
  tries: Tries,
  { userId }: Caller,
  { password }: Asked,
  visitor: Visitor,
): Promise<Secret> {
  await provePassword(house, tries, userId, { password, path: 'password' }, visitor)
  const secret = bearerSecret()
  await house.store.privateTokens.set({
    userId,
    hash: hashSecret(secret),
    sealed: house.sealer.seal(secret, about(userId)),
    createdAt: house.clock.now(),
    lastUsedAt: null,
    lastAddress: null,
  })
  house.bus.emit('access.ended', `private:${userId}`)
  return { token: secret }
}

/**
 * Shows a person their private token.
 * @throws {Fault} `too_many`, `invalid` at `password`, `not_found` where none was made, `secret_lost` where the key that it was sealed with is gone
 */
export async function revealPrivateToken(
  house: House,
  tries: Tries,
  { userId }: Caller,
  { password }: Asked,
  visitor: Visitor,
): Promise<Secret> {
  await provePassword(house, tries, userId, { password, path: 'password' }, visitor)
  const token = await house.store.privateTokens.get(userId)
  if (token === null) throw new Fault('not_found')
  try {
    return { token: house.sealer.open(token.sealed, about(userId)) }
  } catch (fault) {
    if (!(fault instanceof SealFault)) throw fault
    house.log.warn({ err: fault }, 'a private token cannot be read any more')
    throw new Fault('secret_lost')
  }
}
