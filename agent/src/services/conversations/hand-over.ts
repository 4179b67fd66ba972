import type { ConversationDetail, Operator } from '@sereno/shared/conversation.ts'
import { noteChanges } from '../audit/note.ts'
import { allOf } from '../export/file-parts.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { pushNow } from '../push/spread-push.ts'
import { tellingOfHanded } from '../push/talk-tellings.ts'
import { detailView } from './conversation-view.ts'
import { findOpen, refused } from './find-conversation.ts'
import { giveBackOf, isOperator } from './give-back-of.ts'

/** To whom somebody can give a conversation, by name, and who of them has a page open. */
export async function listOperators(house: House, { userId }: Caller): Promise<{ items: Operator[] }> {
  const all = await allOf((page) => house.store.people.users(page))
  const items = all
    .filter((user) => isOperator(user) && user.id !== userId)
    .map(({ id, fullName }) => ({ id, name: fullName, online: house.presence.users.has(id) }))
  return { items }
}

/**
 * Gives a conversation of one's own to somebody else, who alone can read it from then on.
 * @throws {Fault} `not_found`, `not_picked`, `conversation_closed`, `invalid` where they answer none
 */
export async function transferConversation(
  house: House,
  caller: Caller,
  id: string,
  { userId, note }: { userId: string; note: string },
): Promise<void> {
  const conversation = await findOpen(house, caller, id)
  const to = await house.store.people.user(userId)
  if (to === null || !isOperator(to) || userId === caller.userId)
    throw new Fault('invalid', { fields: [{ path: 'userId', message: 'not_an_operator' }] })
  const from = { userId: caller.userId, name: caller.fullName }
  const taker = { userId, name: to.fullName }
  const refusal = await house.store.talk.transfer(id, from, taker, note.trim(), house.clock.now())
  if (refusal !== null) throw refused(refusal)
  await house.store.talk.setDraft(id, caller.userId, '')
  // What the note says is the conversation's.
  noteChanges({ picker: caller.fullName }, { picker: to.fullName })
  house.bus.emit('conversation.left', id, caller.userId)
  house.bus.emit('conversation.changed', id)
  await giveBackOf(house, userId)
  await pushNow(house, tellingOfHanded(conversation, { from: caller.fullName, toId: userId })).catch((fault: unknown) =>
    house.log.warn({ fault }, 'nobody could be told of a conversation that is theirs now'),
  )
}

/** Puts one of one's own back into the inbox. @throws {Fault} `not_found`, `not_picked`, `conversation_closed` */
export async function returnConversation(house: House, caller: Caller, id: string): Promise<void> {
  await findOpen(house, caller, id)
  const refusal = await house.store.talk.giveBack(id, caller.userId, 'operator', house.clock.now())
  if (refusal !== null) throw refused(refusal)
  await house.store.talk.setDraft(id, caller.userId, '')
  house.bus.emit('conversation.changed', id)
}

/** It is solved. @throws {Fault} `not_found`, `not_picked`, `conversation_closed` */
export async function closeConversation(house: House, caller: Caller, id: string): Promise<ConversationDetail> {
  await findOpen(house, caller, id)
  const refusal = await house.store.talk.close(id, caller.userId, caller.fullName, house.clock.now())
  if (refusal !== null) throw refused(refusal)
  await house.store.talk.setDraft(id, caller.userId, '')
  house.bus.emit('conversation.changed', id)
  return detailView(house, caller, id)
}
