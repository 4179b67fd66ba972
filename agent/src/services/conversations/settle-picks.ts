import { pagesOf } from '../export/file-parts.ts'
import type { House } from '../house.ts'
import { giveAllBack, isOperator } from './give-back-of.ts'

/**
 * Puts back what somebody holds who may not answer any more: the power may have failed right after that was said. Not where
 * the disk takes no writes: that waits for the next start.
 */
export async function settlePicks(house: House): Promise<void> {
  if (house.store.inMemory !== null) return
  for await (const users of pagesOf((page) => house.store.people.users(page)))
    for (const user of users) if (!isOperator(user)) await giveAllBack(house, user.id)
}
