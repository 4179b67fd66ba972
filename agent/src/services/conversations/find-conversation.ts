import type { ConversationRecord, TalkRefusal } from '../../store/talk-types.ts'
import { Fault, type FaultCode } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { mayRead } from './conversation-rules.ts'

/** A conversation for someone who may read it. @throws {Fault} `not_found`, also where somebody else has picked it */
export async function findConversation(house: House, caller: Caller, id: string): Promise<ConversationRecord> {
  const conversation = await house.store.talk.get(id)
  if (conversation === null || !mayRead(conversation, caller)) throw new Fault('not_found')
  return conversation
}

/** One that somebody has picked, also where it is over. @throws {Fault} `not_found`, `not_picked` */
export async function findMine(house: House, caller: Caller, id: string): Promise<ConversationRecord> {
  const conversation = await findConversation(house, caller, id)
  if (conversation.pickerId === null) throw new Fault('not_picked')
  return conversation
}

/** One that somebody has picked and that is not over. @throws {Fault} `not_found`, `not_picked`, `conversation_closed` */
export async function findOpen(house: House, caller: Caller, id: string): Promise<ConversationRecord> {
  const conversation = await findMine(house, caller, id)
  if (conversation.closedAt !== null) throw new Fault('conversation_closed')
  return conversation
}

const faults: Record<TalkRefusal, FaultCode> = {
  not_found: 'not_found',
  closed: 'conversation_closed',
  full: 'conversation_full',
}

/** Why the store did not do it. */
export const refused = (refusal: TalkRefusal): Fault => new Fault(faults[refusal])
