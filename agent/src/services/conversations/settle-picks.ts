import { pagesOf } from '../export/file-parts.ts'
import type { House } from '../house.ts'
import { giveAllBack, isOperator } from './give-back-of.ts'

/** Puts back what somebody holds who may not answer any more: the power may have failed right after that was said. */
export async function settlePicks(house: House): Promise<void> {
  for await (const users of pagesOf((page) => house.store.people.users(page)))
    for (const user of users) if (!isOperator(user)) await giveAllBack(house, user.id)
}
