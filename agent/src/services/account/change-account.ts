import type { Account, accountPatch } from '@sereno/shared/venue.ts'
import type { z } from 'zod'
import { changeBook } from '../change-book.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/**
 * Changes company, e-mail, language or time zone; what is left out stays.
 * @throws {Fault} `not_found` before the first set-up
 */
export async function changeAccount(house: House, patch: z.output<typeof accountPatch>): Promise<Account> {
  await changeBook(house, (draft) => {
    if (draft.account !== null) Object.assign(draft.account, patch)
  })
  const account = house.book.read().account
  if (account === null) throw new Fault('not_found')
  return account
}
