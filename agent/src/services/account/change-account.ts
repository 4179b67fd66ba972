import type { Account, accountPatch } from '@sereno/shared/venue.ts'
import type { z } from 'zod'
import { changeBook } from '../change-book.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { accountOf } from './account-of.ts'

/**
 * Changes company, e-mail, language or time zone; what is left out stays.
 * @throws {Fault} `not_found` where the caller is gone, `invalid`
 */
export async function changeAccount(
  house: House,
  caller: Caller,
  patch: z.output<typeof accountPatch>,
): Promise<Account> {
  const user = await house.store.people.user(caller.userId)
  if (user === null) throw new Fault('not_found')
  return changeBook(house, (draft) => {
    const account: Account = Object.assign({ ...accountOf(draft, user) }, patch)
    draft.account = account
    return account
  })
}
