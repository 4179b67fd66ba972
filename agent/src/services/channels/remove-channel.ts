import { changeBook } from '../change-book.ts'
import type { House } from '../house.ts'
import { findChannel } from './find-channel.ts'

/** Removes a channel; its conversations stay, and what waits to be sent is given up. @throws {Fault} `not_found` */
export async function removeChannel(house: House, id: string): Promise<void> {
  await changeBook(house, (draft) => {
    findChannel(draft, id)
    draft.channels = draft.channels.filter((channel) => channel.id !== id)
  })
  for (const conversationId of await house.store.talk.dropChannel(id))
    house.bus.emit('conversation.changed', conversationId)
  house.bus.emit('channel.changed', id)
  house.channels.wake()
}
