import type { Language } from '@sereno/shared/field.ts'
import type { UserRecord } from '../../store/people-types.ts'
import type { Caller, House } from '../house.ts'
import { hashSecret } from '../secret.ts'
import { isWithin } from '../tokens/is-within.ts'

const day = 86_400_000
/** A session ends when it was not used for this long … */
export const idleMs = 7 * day
/** … and in any case after this long. */
export const lifeMs = 30 * day
/** "Last used" is written at most this often: each write costs the SD card some 20 KB. */
const touchEveryMs = 5 * 60_000
/** No secret of ours is longer; a longer text is not even hashed. */
const maxSecret = 200

/** What a request shows: a browser's cookie or a bearer token. */
export interface Credential {
  by: 'cookie' | 'token'
  secret: string
  /** The client's own address. */
  address: string
}

export interface Admission {
  caller: Caller
  /** The language that the person chose for themselves. */
  language: Language | null
  /** `session:<id>`, `token:<id>`, `private:<user id>` or `device:<id>`, as the bus names it in `access.ended`; `user:<id>` there means all that are theirs. */
  holder: string
  credential: Credential
}

type Found = Omit<Admission, 'credential'> | null

/** Who is behind a credential; `null` for one that is unknown, ended or expired. */
export async function authenticate(house: House, credential: Credential): Promise<Admission | null> {
  const { by, secret, address } = credential
  if (secret === '' || secret.length > maxSecret) return null
  const hash = hashSecret(secret)
  const found = by === 'cookie' ? await bySession(house, hash) : await byBearer(house, hash, address)
  return found && { ...found, credential }
}

const byBearer = async (house: House, hash: string, address: string): Promise<Found> =>
  (await byToken(house, hash, address)) ?? (await byPrivateToken(house, hash, address)) ?? byDevice(house, hash)

async function bySession(house: House, hash: string): Promise<Found> {
  const { people } = house.store
  const now = house.clock.now()
  const found = await people.session(hash)
  if (found === null) return null
  const { session, user } = found
  if (user.disabledAt !== null) return null
  if (now - session.lastUsedAt >= idleMs || now - session.createdAt >= lifeMs) {
    await forget(house, () => people.endSession(user.id, session.id))
    return null
  }
  if (now - session.lastUsedAt >= touchEveryMs) await touch(house, people.touchSession(session.id, now))
  return { caller: callerOf(user, null, session.id), language: user.language, holder: `session:${session.id}` }
}

async function byToken(house: House, hash: string, address: string): Promise<Found> {
  const { tokens } = house.store
  const now = house.clock.now()
  const found = await tokens.ofHash(hash)
  if (found === null) return null
  const { token, user } = found
  if (user.disabledAt !== null || !isWithin(token.addresses, address)) return null
  if (token.expiresAt !== null && now >= token.expiresAt) {
    await forget(house, () => tokens.revoke(token.id, []))
    return null
  }
  if (token.lastUsedAt === null || now - token.lastUsedAt >= touchEveryMs) {
    await touch(house, tokens.used(token.id, now, address))
  }
  return { caller: callerOf(user, token.scopes, null), language: user.language, holder: `token:${token.id}` }
}

/** A person by their own token, with which they may all that their role may. */
async function byPrivateToken(house: House, hash: string, address: string): Promise<Found> {
  const { privateTokens } = house.store
  const now = house.clock.now()
  const found = await privateTokens.ofHash(hash)
  if (found === null || found.user.disabledAt !== null) return null
  const { token, user } = found
  if (token.lastUsedAt === null || now - token.lastUsedAt >= touchEveryMs) {
    await touch(house, privateTokens.used(user.id, now, address))
  }
  return { caller: callerOf(user, null, null), language: user.language, holder: `private:${user.id}` }
}

/** An iPad by the token it was paired with, for as long as it is one of ours. */
async function byDevice(house: House, hash: string): Promise<Found> {
  const token = await house.store.pairings.pairedBy(hash)
  const device = house.book.read().devices.find(({ id }) => id === token?.deviceId)
  if (token === null || device?.type !== 'ipad') return null
  const nobody = { userId: '', username: '', email: '', role: 'kiosk', sessionId: null } as const
  const pad = { deviceId: device.id, tokenId: token.id }
  const caller: Caller = { ...nobody, fullName: device.name, scopes: ['checkin'], pad }
  return { caller, language: null, holder: `device:${device.id}` }
}

const callerOf = (user: UserRecord, scopes: Caller['scopes'], sessionId: string | null): Caller => ({
  userId: user.id,
  username: user.username,
  fullName: user.fullName,
  email: user.email,
  role: user.role,
  scopes,
  sessionId,
  pad: null,
})

/** What expired is deleted, so that a clock set back cannot bring it to life; but a clock in doubt deletes nothing. */
async function forget(house: House, work: () => Promise<unknown>): Promise<void> {
  if (await house.watch.clockTrusted()) await work()
}

/** A full disk must not keep anyone out: when it was last used is not worth an error. */
const touch = (house: House, work: Promise<void>): Promise<void> =>
  work.catch((fault: unknown) => house.log.warn({ err: fault }, 'last use not written'))
