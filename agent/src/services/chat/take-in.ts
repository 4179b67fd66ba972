import type { LiveChat } from '@sereno/shared/channel.ts'
import type { Contact, TalkEvent } from '@sereno/shared/conversation.ts'
import { makeId } from '../../store/make-id.ts'
import type { Received } from '../../store/talk-types.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

interface Words {
  contactKey: string
  contact: Contact
  text: string
  fileIds: readonly string[]
  clientId: string
  event?: TalkEvent
}

/** Keeps what a visitor sent and tells of it; sent twice, it is kept once and told once. @throws {Fault} `chat_full` */
export async function takeIn(house: House, channel: LiveChat, words: Words): Promise<Received> {
  const { contactKey, contact, text, fileIds, clientId, event = null } = words
  const received = await house.store.talk.receive({
    conversationId: makeId(),
    channelId: channel.id,
    channelType: 'live-chat',
    channelName: channel.name,
    contactKey,
    contact,
    message: { id: makeId(), at: house.clock.now(), text, fileIds, clientId, externalId: null, event },
  })
  if (received === 'full') throw new Fault('chat_full')
  if (received.isNew) {
    house.bus.emit('message.changed', received.conversationId, received.message.id)
    house.bus.emit('conversation.changed', received.conversationId)
  }
  return received
}
