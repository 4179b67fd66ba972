import type { QueryOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { Conversation, ConversationCounts, MessagesPage } from '@sereno/shared/conversation.ts'
import type { Page } from '@sereno/shared/field.ts'
import { isoOrNull } from '../../clock.ts'
import type { Caller, House } from '../house.ts'
import { conversationView, messageView } from './conversation-view.ts'
import { findConversation } from './find-conversation.ts'

/** Conversations of a tray: the inbox is everybody's, the others the caller's. @throws {CursorFault} */
export async function listConversations(
  house: House,
  { userId }: Caller,
  { tray, search = '', order, ...page }: QueryOf<Api['conversations.list']>,
): Promise<Page<Conversation>> {
  const { items, nextCursor } = await house.store.talk.list({ tray, userId, search, order }, page)
  return { items: items.map((conversation) => conversationView(house, conversation)), nextCursor }
}

/** How many there are in each tray; of what others have picked, no more than how many. */
export async function countConversations(house: House, { userId }: Caller): Promise<ConversationCounts> {
  const { oldestAt, ...counts } = await house.store.talk.counts(userId)
  return { ...counts, oldestAt: isoOrNull(oldestAt) }
}

/** Messages of a conversation, in their order. @throws {Fault} `not_found` */
export async function listMessages(
  house: House,
  caller: Caller,
  id: string,
  { limit, before, after }: QueryOf<Api['conversations.messages']>,
): Promise<MessagesPage> {
  const { store } = house
  await findConversation(house, caller, id)
  const between = { ...(before !== undefined && { before }), ...(after !== undefined && { after, next: true }) }
  const { items, hasMore } = await store.talk.messages(id, between, limit)
  // Somebody may have picked it while they were read.
  await findConversation(house, caller, id)
  return { items: items.map((message) => messageView(message, caller)), hasMore }
}
