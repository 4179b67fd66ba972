import type { Me } from '@sereno/shared/user.ts'
import { isoOrNull } from '../../clock.ts'
import type { UserRecord } from '../../store/people-types.ts'
import { accountOf } from '../account/account-of.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/**
 * The person who is signed in, and the venue's account.
 * @throws {Fault} `not_found` when the person is gone
 */
export async function whoAmI(house: House, userId: string): Promise<Me> {
  const user = await house.store.people.user(userId)
  if (user === null) throw new Fault('not_found')
  return describe(house, user)
}

/** A person as `GET /session` tells of them. */
export async function describe(house: House, user: UserRecord): Promise<Me> {
  const { company, language: spoken, timezone, createdAt } = accountOf(house.book.read(), user)
  const { id, username, fullName, email, phone, role, language, companyName, avatar } = user
  const deletionDueAt = isoOrNull(user.deletionDueAt)
  return {
    user: { id, username, fullName, email, phone, role, language, companyName, deletionDueAt, avatar },
    account: { company, language: spoken, timezone, createdAt },
    choices: await house.store.notifications.of(id),
  }
}
