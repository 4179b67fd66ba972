import type { Conversation, TalkMessage } from '@sereno/shared/conversation.ts'
import type { Caller, House } from '../house.ts'
import { mayRead } from './conversation-rules.ts'
import { conversationView, messageView } from './conversation-view.ts'

/** A conversation as it is now, for the event stream. */
export interface TalkReading {
  mayRead(caller: Caller): boolean
  /** As lists show it. */
  conversation: Conversation
}

/** `null` for one that is gone. */
export async function readTalk(house: House, conversationId: string): Promise<TalkReading | null> {
  const found = await house.store.talk.get(conversationId)
  if (found === null) return null
  return { mayRead: (caller) => mayRead(found, caller), conversation: conversationView(house, found) }
}

/** A message as each of those sees it who may read its conversation; `null` for one that is gone. */
export async function readTalkMessage(
  house: House,
  messageId: string,
): Promise<((caller: Pick<Caller, 'userId'>) => TalkMessage) | null> {
  const found = await house.store.talk.message(messageId)
  return found === null ? null : (caller) => messageView(found, caller)
}
