import { randomUUID } from 'node:crypto'
import type { BodyOf, ResponseOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { type Passkey, passkeyAlgorithms } from '@sereno/shared/passkey.ts'
import { iso } from '../../clock.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import type { PasskeyRecord } from '../../store/passkey-types.ts'
import type { UserRecord } from '../../store/people-types.ts'
import { noteChanges } from '../audit/note.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { hashSecret } from '../secret.ts'
import { provePassword } from '../session/prove-password.ts'
import type { Tries, Visitor } from '../tries.ts'
import { findUser } from '../users/find-user.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { type Challenges, challengeLifeMs } from './challenges.ts'
import type { Site } from './site.ts'
import { readClientData, readMade } from './verify.ts'

const most = 10

const view = ({ id, name, host, createdAt, lastUsedAt }: PasskeyRecord): Passkey => ({
  id,
  name,
  host,
  createdAt: iso(createdAt),
  lastUsedAt: lastUsedAt === null ? null : iso(lastUsedAt),
})

/** One's own passkeys, newest first. */
export async function listPasskeys(house: House, { userId }: Caller): Promise<ResponseOf<Api['passkeys.list']>> {
  return { items: (await house.store.passkeys.list(userId)).map(view), nextCursor: null }
}

/**
 * What a browser makes a passkey from, for whoever has the password as well.
 * @throws {Fault} `too_many`, `invalid` at `password`, `passkeys_full`
 */
export async function beginPasskey(
  house: House,
  { tries, challenges }: { tries: Tries; challenges: Challenges },
  { userId }: Caller,
  { password }: BodyOf<Api['passkeys.begin']>,
  visitor: Visitor & { site: Site; mark: string },
): Promise<ResponseOf<Api['passkeys.begin']>> {
  const { site, mark } = visitor
  const user = await provePassword(house, tries, userId, { password, path: 'password' }, visitor)
  const known = await house.store.passkeys.list(userId)
  if (known.length >= most) throw new Fault('passkeys_full', { values: { n: most } })
  return {
    rp: { id: site.host, name: 'Sereno' },
    user: { id: handleOf(userId), name: user.username, displayName: user.fullName },
    challenge: challenges.give({ userId, browser: hashSecret(mark), host: site.host }),
    pubKeyCredParams: passkeyAlgorithms.map((alg) => ({ type: 'public-key', alg })),
    timeout: challengeLifeMs,
    excludeCredentials: known
      .filter(({ host }) => host === site.host)
      .map(({ credentialId, transports }) => ({ id: credentialId, type: 'public-key', transports })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    attestation: 'none',
  }
}

/** What a device keeps of whose key it is: nothing that tells a stranger who that is. */
export const handleOf = (userId: string): string => Buffer.from(userId).toString('base64url')

/**
 * Keeps the passkey that a browser made, and tells its person.
 * @throws {Fault} `passkey_over` where that was not begun here within five minutes, `passkey_refused`, `passkey_known`, `passkeys_full`
 */
export async function addPasskey(
  house: House,
  challenges: Challenges,
  { userId }: Caller,
  { name, made }: BodyOf<Api['passkeys.add']>,
  { site, mark }: { site: Site; mark: string },
): Promise<Passkey> {
  const challenge = readClientData(made.response.clientDataJSON)?.challenge ?? ''
  if (!challenges.take(challenge, { userId, browser: hashSecret(mark), host: site.host })) {
    throw new Fault('passkey_over')
  }
  const kept = readMade(site, made)
  if (kept === null) throw new Fault('passkey_refused')
  const user = await findUser(house, userId)
  const { transports } = made.response
  const rest = { host: site.host, name, createdAt: house.clock.now(), lastUsedAt: null }
  const passkey: PasskeyRecord = { ...kept, ...rest, id: randomUUID(), userId, transports }
  const outcome = await house.store.passkeys.add(passkey, most, [letterAbout(house, user, 'passkey_added', name)])
  if (outcome === 'known') throw new Fault('passkey_known')
  if (outcome === 'full') throw new Fault('passkeys_full', { values: { n: most } })
  house.bus.emit('outbox.filled')
  noteChanges({}, { name, host: site.host })
  return view(passkey)
}

/** @throws {Fault} `not_found` */
export async function renamePasskey(
  house: House,
  { userId }: Caller,
  id: string,
  { name }: BodyOf<Api['passkeys.change']>,
): Promise<Passkey> {
  const before = await ownPasskey(house, userId, id)
  if (!(await house.store.passkeys.rename(userId, id, name))) throw new Fault('not_found')
  noteChanges({ name: before.name }, { name })
  return view({ ...before, name })
}

/**
 * Removes one of one's own passkeys by the password, and tells its person.
 * @throws {Fault} `not_found`, `too_many`, `invalid` at `password`
 */
export async function removePasskey(
  house: House,
  tries: Tries,
  { userId }: Caller,
  id: string,
  { password }: BodyOf<Api['passkeys.remove']>,
  visitor: Visitor,
): Promise<void> {
  const { name } = await ownPasskey(house, userId, id)
  const user = await provePassword(house, tries, userId, { password, path: 'password' }, visitor)
  const letter = letterAbout(house, user, 'passkey_removed', name)
  if (!(await house.store.passkeys.remove(userId, id, [letter]))) throw new Fault('not_found')
  house.bus.emit('outbox.filled')
  noteChanges({ name }, {})
}

async function ownPasskey(house: House, userId: string, id: string): Promise<PasskeyRecord> {
  const found = (await house.store.passkeys.list(userId)).find((one) => one.id === id)
  if (found === undefined) throw new Fault('not_found')
  return found
}

function letterAbout(
  house: House,
  user: UserRecord,
  kind: 'passkey_added' | 'passkey_removed',
  name: string,
): NewOutboxItem {
  const language = languageTo(house, user)
  return letterTo(house, user, {
    kind,
    values: { username: user.username },
    facts: [{ label: say(language, 'mail.letter.passkey'), value: name }],
    notes: [say(language, 'mail.letter.not_you')],
  })
}
