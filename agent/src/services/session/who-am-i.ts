import type { Me } from '@sereno/shared/user.ts'
import type { UserRecord } from '../../store/types.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/**
 * The person who is signed in, and the venue's account.
 * @throws {Fault} `not_found` when the person or the account is gone
 */
export async function whoAmI(house: House, userId: string): Promise<Me> {
  const user = await house.store.people.user(userId)
  if (user === null) throw new Fault('not_found')
  return describe(house, user)
}

/** A person as `GET /session` tells of them. */
export function describe(house: House, user: UserRecord): Me {
  const account = house.book.read().account
  if (account === null) throw new Fault('not_found')
  const { id, username, fullName, email, phone, role, language } = user
  return {
    user: { id, username, fullName, email, phone, role, language },
    account: {
      company: account.company,
      language: account.language,
      timezone: account.timezone,
      createdAt: account.createdAt,
    },
  }
}
