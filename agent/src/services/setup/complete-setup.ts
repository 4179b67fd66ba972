import type { BodyOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { Me } from '@sereno/shared/user.ts'
import { iso } from '../../clock.ts'
import { changeBook } from '../change-book.ts'
import { firstLiveChat } from '../channels/add-channel.ts'
import { beginChannels } from '../channels/begin-channels.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { makeTurns } from '../in-turn.ts'
import { openSession } from '../session/open-session.ts'
import { hashPassword } from '../session/password.ts'
import { describe } from '../session/who-am-i.ts'
import type { Tries, Visitor } from '../tries.ts'
import { isGuessable } from '../users/is-guessable.ts'
import { newcomer } from '../users/newcomer.ts'
import { claimCode, forgetClaimCode, isClaimCode } from './claim-code.ts'

type Input = BodyOf<Api['setup.complete']>

/** Whether the first set-up is still to be done. */
export const isSetupNeeded = async (house: House): Promise<boolean> => !(await house.store.people.anyone())

/**
 * Whether this is the claim code; wrong ones are counted.
 * @throws {Fault} `already_set_up`, `wrong_code`, `too_many`
 */
export async function checkClaimCode(house: House, tries: Tries, typed: string, visitor: Visitor): Promise<void> {
  const code = await claimCode(house)
  if (code === null) throw new Fault('already_set_up')
  const attempt = tries.take([`address:${visitor.address}`, 'setup'])
  if ('waitSeconds' in attempt) throw new Fault('too_many', { values: { n: attempt.waitSeconds } })
  if (!isClaimCode(typed, code)) throw new Fault('wrong_code')
  attempt.right()
}

/** Of two set-ups at the same time, the second finds the work done. */
const inTurn = makeTurns()

/**
 * The first set-up: the account, its admin, and a session for whoever typed the code.
 *
 * The account is written before its first user: if the power fails between the two, the set-up is simply done again.
 * @throws {Fault} `already_set_up`, `wrong_code`, `too_many`, `invalid`
 */
export function completeSetup(
  house: House,
  tries: Tries,
  input: Input,
  visitor: Visitor,
): Promise<{ me: Me; secret: string }> {
  return inTurn(house, () => setUp(house, tries, input, visitor))
}

async function setUp(house: House, tries: Tries, input: Input, visitor: Visitor): Promise<{ me: Me; secret: string }> {
  await checkClaimCode(house, tries, input.code, visitor)

  const { username, fullName, email, phone, password } = input.user
  if (password.toLowerCase() === username) {
    throw new Fault('invalid', { fields: [{ path: 'user.password', message: 'password_username' }] })
  }
  if (isGuessable(password, [username, input.company ?? ''])) {
    throw new Fault('invalid', { fields: [{ path: 'user.password', message: 'password_guessable' }] })
  }
  const now = house.clock.now()
  const passwordHash = await hashPassword(password)
  const user = newcomer({
    username,
    fullName,
    email,
    phone: phone ?? null,
    role: 'admin',
    language: null,
    passwordHash,
    createdAt: now,
  })
  await changeBook(house, (draft) => {
    const { company = draft.venue.name, timezone, language } = input
    draft.account = { company, email, language, timezone, createdAt: iso(now) }
    draft.venue.name = company
    if (draft.channels.length === 0) draft.channels.push(firstLiveChat(language, now))
  })
  if (!(await house.store.people.addFirst(user))) throw new Fault('already_set_up')
  await forgetClaimCode(house)
  await beginChannels(house)
  return { me: await describe(house, user), secret: await openSession(house, user.id, visitor) }
}
