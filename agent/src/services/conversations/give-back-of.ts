import { operators } from '@sereno/shared/api/contract.ts'
import type { UserRecord } from '../../store/people-types.ts'
import type { House } from '../house.ts'

/** Whether somebody may answer conversations and come in. */
export const isOperator = ({ role, disabledAt }: Pick<UserRecord, 'role' | 'disabledAt'>): boolean =>
  disabledAt === null && operators.includes(role)

/**
 * Puts all that somebody has picked back into the inbox where they may not answer any more: disabled, or of another role.
 * Asked once the change is kept, and after each pick and transfer: neither can slip through between.
 */
export async function giveBackOf(house: House, userId: string): Promise<void> {
  const user = await house.store.people.user(userId)
  if (user === null || !isOperator(user)) await giveAllBack(house, userId)
}

/** Puts all that somebody has picked back into the inbox, without what they were about to write. */
export async function giveAllBack({ store, bus, clock }: House, userId: string): Promise<void> {
  for (const id of await store.talk.giveBackAll(userId, 'disabled', clock.now())) {
    await store.talk.setDraft(id, userId, '')
    bus.emit('conversation.changed', id)
  }
}
