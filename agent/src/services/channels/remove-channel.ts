import { changeBook } from '../change-book.ts'
import type { House } from '../house.ts'
import { findChannel } from './find-channel.ts'

/** Removes a channel; its conversations stay, and what waits to be sent is given up. @throws {Fault} `not_found` */
export async function removeChannel(house: House, id: string): Promise<void> {
  await changeBook(house, (draft) => {
    findChannel(draft, id)
    draft.channels = draft.channels.filter((channel) => channel.id !== id)
  })
  for (const messageId of await house.store.talk.dropChannel(id)) {
    const message = await house.store.talk.message(messageId)
    if (message !== null) house.bus.emit('message.changed', message.conversationId, messageId)
  }
  house.bus.emit('channel.changed', id)
  house.channels.wake()
}
