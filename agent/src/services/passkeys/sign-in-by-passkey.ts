import type { BodyOf, ResponseOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { Me } from '@sereno/shared/user.ts'
import type { PasskeyRecord } from '../../store/passkey-types.ts'
import type { UserRecord } from '../../store/people-types.ts'
import { noteChanges } from '../audit/note.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { networkOf } from '../network-of.ts'
import type { Pace } from '../pace.ts'
import { hashSecret } from '../secret.ts'
import { letIn } from '../session/let-in.ts'
import type { Tries, Visitor } from '../tries.ts'
import { type Challenges, challengeLifeMs } from './challenges.ts'
import { handleOf } from './own-passkeys.ts'
import type { Site } from './site.ts'
import { counterOfShown, readClientData } from './verify.ts'

type At = { site: Site; mark: string }

/**
 * What a browser lets a passkey sign. It names no key: the device offers those that it has for us, so the answer tells
 * nothing of who is here.
 * @throws {Fault} `too_often`
 */
export function askForPasskey(
  challenges: Challenges,
  pace: Pace,
  { site, mark, address }: At & Pick<Visitor, 'address'>,
): ResponseOf<Api['session.passkey.begin']> {
  pace.keep(networkOf(address))
  return {
    challenge: challenges.give({ userId: null, browser: hashSecret(mark), host: site.host }),
    rpId: site.host,
    timeout: challengeLifeMs,
    userVerification: 'required',
  }
}

/**
 * Signs someone in by a passkey. Its device asked for PIN, finger or face, so it is both factors. Why one is refused
 * is not said.
 * @throws {Fault} `too_many`, `passkey_over` where that was not begun in this browser within five minutes, `wrong_passkey`
 */
export async function signInByPasskey(
  house: House,
  { tries, challenges }: { tries: Tries; challenges: Challenges },
  { shown }: BodyOf<Api['session.passkey']>,
  visitor: Visitor & At & { caller: Caller | null },
): Promise<{ me: Me; secret: string }> {
  const { site, mark } = visitor
  const attempt = tries.take([`address:${visitor.address}`])
  if ('waitSeconds' in attempt) throw new Fault('too_many', { values: { n: attempt.waitSeconds } })
  const challenge = readClientData(shown.response.clientDataJSON)?.challenge ?? ''
  if (!challenges.take(challenge, { userId: null, browser: hashSecret(mark), host: site.host })) {
    throw new Fault('passkey_over')
  }
  const found = await ownerOf(house, shown)
  const counter = found && counterOfShown(site, shown, found.passkey)
  if (found === null || counter === null) throw new Fault('wrong_passkey')
  const { passkey, user } = found
  if (!(await house.store.passkeys.use(passkey.id, counter, house.clock.now()))) {
    house.log.warn({ username: user.username, passkey: passkey.name }, 'a passkey was refused: its counter went back')
    throw new Fault('wrong_passkey')
  }
  attempt.right()
  noteChanges({}, { passkey: passkey.name })
  return letIn(house, user, visitor)
}

async function ownerOf(
  house: House,
  { id, response }: BodyOf<Api['session.passkey']>['shown'],
): Promise<{ passkey: PasskeyRecord; user: UserRecord } | null> {
  const passkey = await house.store.passkeys.ofCredential(id)
  const user = passkey === null ? null : await house.store.people.user(passkey.userId)
  if (passkey === null || user === null || user.disabledAt !== null) return null
  const { userHandle } = response
  return userHandle && userHandle !== handleOf(user.id) ? null : { passkey, user }
}
