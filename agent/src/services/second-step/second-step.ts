import type { BodyOf, ResponseOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import type { UserRecord } from '../../store/people-types.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { hashSecret } from '../secret.ts'
import { provePassword } from '../session/prove-password.ts'
import type { Tries, Visitor } from '../tries.ts'
import { findUser } from '../users/find-user.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { newRecoveryCodes } from './recovery-codes.ts'
import { about, openSecret, takeStep } from './take-step.ts'
import { matchingStep, newTotpSecret, totpUri } from './totp.ts'

const wrongCode = () => new Fault('invalid', { fields: [{ path: 'code', message: 'wrong_step_code' }] })

/**
 * A new secret for an authenticator app; it counts for nothing before a code of it was given.
 * @throws {Fault} `too_many`, `invalid` at `password`, `conflict` where a second step is on
 */
export async function beginSecondStep(
  house: House,
  tries: Tries,
  { userId }: Caller,
  { password }: BodyOf<Api['me.totp.begin']>,
  visitor: Visitor,
): Promise<ResponseOf<Api['me.totp.begin']>> {
  const user = await provePassword(house, tries, userId, { password, path: 'password' }, visitor)
  const secret = newTotpSecret()
  const sealed = house.sealer.seal(secret, about(userId))
  if (!(await house.store.secondSteps.begin(userId, sealed))) throw new Fault('conflict')
  return { secret, uri: totpUri(secret, `Sereno ${house.book.read().venue.name}`, user.username) }
}

/**
 * Switches the second step on by a first code; gives the recovery codes, which nobody can read again.
 * @throws {Fault} `too_many`, `invalid` at `code`, `conflict` where none was begun
 */
export async function confirmSecondStep(
  house: House,
  tries: Tries,
  { userId }: Caller,
  { code }: BodyOf<Api['me.totp.confirm']>,
  { address }: Visitor,
): Promise<ResponseOf<Api['me.totp.confirm']>> {
  const { secondSteps } = house.store
  const [user, kept] = await Promise.all([findUser(house, userId), secondSteps.get(userId)])
  if (user.secondStepAt !== null || kept === null) throw new Fault('conflict')
  const attempt = tries.take([`address:${address}`, `account:${userId}`])
  if ('waitSeconds' in attempt) throw new Fault('too_many', { values: { n: attempt.waitSeconds } })
  const now = house.clock.now()
  const secret = openSecret(house, userId, kept.sealed)
  if (secret === null) throw new Fault('conflict')
  const step = matchingStep(secret, code, now)
  if (step === null) throw wrongCode()
  attempt.right()
  const recoveryCodes = newRecoveryCodes()
  const hashes = recoveryCodes.map((one) => hashSecret(one.replaceAll('-', '')))
  const letter = letterAbout(house, user, 'second_step_on')
  if (!(await secondSteps.confirm({ userId, sealed: kept.sealed, step, hashes, at: now }, [letter]))) {
    throw new Fault('conflict')
  }
  house.bus.emit('outbox.filled')
  return { recoveryCodes }
}

/**
 * Switches one's own second step off, by the password and a code.
 * @throws {Fault} `too_many`, `invalid` at `password` or `code`, `conflict` where it is off
 */
export async function endOwnSecondStep(
  house: House,
  tries: Tries,
  { userId }: Caller,
  { password, code }: BodyOf<Api['me.totp.end']>,
  visitor: Visitor,
): Promise<void> {
  const user = await provePassword(house, tries, userId, { password, path: 'password' }, visitor)
  if (user.secondStepAt === null) throw new Fault('conflict')
  const attempt = tries.take([`address:${visitor.address}`, `account:${userId}`])
  if ('waitSeconds' in attempt) throw new Fault('too_many', { values: { n: attempt.waitSeconds } })
  if (!(await takeStep(house, userId, code))) throw wrongCode()
  attempt.right()
  await endSecondStep(house, user)
}

/**
 * Switches the second step of someone off who lost their phone, for an admin or whoever is at the box.
 * @throws {Fault} `conflict` where it is off
 */
export async function endSecondStep(house: House, user: UserRecord): Promise<void> {
  const letter = letterAbout(house, user, 'second_step_off')
  if (!(await house.store.secondSteps.end(user.id, [letter]))) throw new Fault('conflict')
  house.bus.emit('outbox.filled')
}

const letterAbout = (house: House, user: UserRecord, kind: 'second_step_on' | 'second_step_off'): NewOutboxItem =>
  letterTo(house, user, {
    kind,
    values: { username: user.username },
    notes: [say(languageTo(house, user), 'mail.letter.not_you')],
  })
