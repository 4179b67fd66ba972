import type { LiveChat } from '@sereno/shared/channel.ts'
import type { Contact, TalkEvent } from '@sereno/shared/conversation.ts'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import { makeId } from '../../store/make-id.ts'
import type { Received, Stranger } from '../../store/talk-types.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { wideNetworkOf } from '../network-of.ts'
import { WhencePace } from '../whence.ts'

const dayMs = 86_400_000

interface Words {
  contactKey: string
  contact: Contact
  text: string
  fileIds: readonly string[]
  clientId: string
  event?: TalkEvent
  stranger: Stranger | null
}

const unitBytes = 256

/** A text as what strangers may write of is counted. */
export const textUnits = (text: string): number => Math.ceil(Math.max(1, Buffer.byteLength(text)) / unitBytes)

/** How much strangers of one part of the internet may write in a day. */
export const makeTextPace = (clock: House['clock']): WhencePace => {
  const units = conversationBounds.networkTextBytes / unitBytes
  return new WhencePace(clock, units, dayMs / units, wideNetworkOf)
}

/** Keeps what a visitor sent and tells of it; sent twice, it is kept once and told once. @throws {Fault} `chat_full` */
export async function takeIn(house: House, channel: LiveChat, words: Words): Promise<Received> {
  const { contactKey, contact, text, fileIds, clientId, event = null, stranger } = words
  const received = await house.store.talk.receive({
    conversationId: makeId(),
    channelId: channel.id,
    channelType: 'live-chat',
    channelName: channel.name,
    contactKey,
    contact,
    stranger,
    message: { id: makeId(), at: house.clock.now(), text, fileIds, clientId, externalId: null, event },
  })
  if (received === 'full') throw new Fault('chat_full')
  if (received.isNew) {
    house.bus.emit('message.changed', received.conversationId, received.message.id)
    house.bus.emit('conversation.changed', received.conversationId)
  }
  return received
}
