import type { Account } from '@sereno/shared/venue.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/**
 * The venue's account.
 * @throws {Fault} `not_found` before the first set-up
 */
export async function getAccount(house: House): Promise<Account> {
  const account = house.book.read().account
  if (account === null) throw new Fault('not_found')
  return account
}
