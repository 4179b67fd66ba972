import type { Account } from '@sereno/shared/venue.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { accountOf } from './account-of.ts'

/** The venue's account. @throws {Fault} `not_found` where the caller is gone */
export async function getAccount(house: House, caller: Caller): Promise<Account> {
  const user = await house.store.people.user(caller.userId)
  if (user === null) throw new Fault('not_found')
  return accountOf(house.book.read(), user)
}
