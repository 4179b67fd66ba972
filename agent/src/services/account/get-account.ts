import type { AccountView } from '@sereno/shared/venue.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { accountView } from './account-view.ts'

/** The venue's account. @throws {Fault} `not_found` where the caller is gone */
export async function getAccount(house: House, caller: Caller): Promise<AccountView> {
  const user = await house.store.people.user(caller.userId)
  if (user === null) throw new Fault('not_found')
  return accountView(house, user)
}
