import type { ConversationDetail } from '@sereno/shared/conversation.ts'
import type { Language } from '@sereno/shared/field.ts'
import { iso } from '../../clock.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { detailView } from './conversation-view.ts'
import { findMine } from './find-conversation.ts'
import { giveBackOf } from './give-back-of.ts'

/**
 * Takes a conversation of the inbox for oneself. Of several at the same moment one has it, and the others hear who.
 * @throws {Fault} `not_found`, `already_picked` with who was first, `conversation_closed`
 */
export async function pickConversation(
  house: House,
  caller: Caller,
  id: string,
  language: Language,
): Promise<ConversationDetail> {
  const now = house.clock.now()
  const before = await house.store.talk.get(id)
  const picked = await house.store.talk.pick(id, caller.userId, caller.fullName, now)
  if (picked === 'not_found') throw new Fault('not_found')
  if (picked === 'closed') {
    // Whose it is not, for them it is not there.
    await findMine(house, caller, id)
    throw new Fault('conversation_closed')
  }
  if ('by' in picked) {
    const { by, at } = picked
    throw new Fault('already_picked', { values: { by, ago: agoIn(language, now - at) }, members: { by, at: iso(at) } })
  }
  if (before?.pickerId === null) {
    house.bus.emit('conversation.left', id, null)
    house.bus.emit('conversation.changed', id)
  }
  await giveBackOf(house, caller.userId)
  return detailView(house, caller, id)
}

/** `2 s ago`, in the reader's language. */
function agoIn(language: Language, ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const [amount, unit] =
    seconds < 60
      ? ([seconds, 'second'] as const)
      : seconds < 3600
        ? ([Math.round(seconds / 60), 'minute'] as const)
        : ([Math.round(seconds / 3600), 'hour'] as const)
  return new Intl.RelativeTimeFormat(language, { style: 'short' }).format(-amount, unit)
}
