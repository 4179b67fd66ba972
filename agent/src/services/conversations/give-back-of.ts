import { operators } from '@sereno/shared/api/contract.ts'
import type { UserRecord } from '../../store/people-types.ts'
import type { House } from '../house.ts'

/** Whether somebody may answer conversations and come in. */
export const isOperator = (user: Pick<UserRecord, 'role' | 'disabledAt'> | null): user is UserRecord =>
  user !== null && user.disabledAt === null && operators.includes(user.role)

/**
 * Puts all that somebody has picked back into the inbox where they may not answer any more: disabled, or of another role.
 * Asked once the change is kept, and after each pick and transfer: neither can slip through between.
 */
export async function giveBackOf(house: House, userId: string): Promise<void> {
  if (!isOperator(await house.store.people.user(userId))) await giveAllBack(house, userId)
}

/** Puts all that somebody has picked back into the inbox, without what they were about to write. */
export async function giveAllBack({ store, bus, clock }: House, userId: string): Promise<void> {
  for (const id of await store.talk.giveBackAll(userId, 'disabled', clock.now())) {
    await store.talk.setDraft(id, userId, '')
    bus.emit('conversation.changed', id)
  }
}
