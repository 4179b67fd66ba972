import type { Caller, House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { findMine, findOpen } from './find-conversation.ts'

/** Somebody has read all of a conversation of theirs: the contact is told so. @throws {Fault} `not_found`, `not_picked` */
export async function seeConversation(house: House, caller: Caller, id: string): Promise<void> {
  const { unread } = await findMine(house, caller, id)
  const seen = await house.store.talk.seenByPicker(id, caller.userId)
  for (const messageId of seen) house.bus.emit('message.changed', id, messageId)
  // What was given up counts as unread again, though its contact was told already that we have read.
  if (seen.length > 0 || unread > 0) house.bus.emit('conversation.changed', id)
}

/**
 * Somebody is writing in a conversation of theirs; one that says so too often is not heard, and not refused either.
 * @throws {Fault} `not_found`, `not_picked`, `conversation_closed`
 */
export async function tellTyping(house: House, caller: Caller, id: string, pace: Pace): Promise<void> {
  await findOpen(house, caller, id)
  if (pace.take(`${caller.userId} ${id}`) === 0) house.bus.emit('conversation.typing', id, 'operator')
}

/** Keeps what somebody is about to write. @throws {Fault} `not_found`, `not_picked`, `conversation_closed` */
export async function keepDraft(house: House, caller: Caller, id: string, text: string): Promise<void> {
  await findOpen(house, caller, id)
  await house.store.talk.setDraft(id, caller.userId, text)
}
