import type { House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { type Asking, findTheirs } from './find-chat.ts'

/** The visitor got, or read, all of ours up to a sequence. @throws {Fault} `not_found`, `chat_off`, `foreign_origin` */
export async function seeChat(
  house: House,
  id: string,
  asking: Asking,
  { sequence, delivered }: { sequence: number; delivered: boolean },
): Promise<void> {
  const { conversation } = await findTheirs(house, id, asking)
  const changed = await house.store.talk.receipt(conversation.id, delivered ? 'delivered' : 'seen', sequence)
  for (const message of changed) house.bus.emit('message.changed', conversation.id, message)
}

/** They would like to talk to somebody else. Nothing happens where nobody has it. @throws {Fault} as above, `too_often` */
export async function askForOther(house: House, asked: Pace, id: string, asking: Asking): Promise<void> {
  const { conversation } = await findTheirs(house, id, asking)
  if (conversation.pickerId === null || conversation.closedAt !== null) return
  asked.keep(id)
  const { pickerId } = conversation
  const refusal = await house.store.talk.giveBack(conversation.id, null, 'contact', house.clock.now())
  if (refusal !== null) return
  await house.store.talk.setDraft(id, pickerId, '')
  house.bus.emit('conversation.changed', id)
}
