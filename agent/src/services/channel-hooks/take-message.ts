import type { Messenger, WhatsApp } from '@sereno/shared/channel.ts'
import type { Contact } from '@sereno/shared/conversation.ts'
import type { ChannelEvent } from '../../channels/channel.ts'
import type { OutsideChannel } from '../../channels/index.ts'
import { makeId } from '../../store/make-id.ts'
import type { House } from '../house.ts'
import { leftWords } from './left-words.ts'
import { forgetFiles, notePending } from './pending-files.ts'

type Message = Extract<ChannelEvent, { type: 'message' }>

/** Meta repeats what was refused for days; a time that is further back is none. */
const oldestMs = 30 * 86_400_000

/** Of the call of Meta's by which it came. */
interface Call {
  isClockTrusted: boolean
  /** Ends the asking for names. */
  names: AbortSignal
}

/**
 * Keeps what a contact wrote, at once; its files are written down as such that are still to be fetched, before Meta is
 * told that we have it. Of what cannot be shown here it says so in the text.
 */
export async function takeMessage(
  house: House,
  channel: Messenger | WhatsApp,
  outside: OutsideChannel,
  message: Message,
  call: Call,
): Promise<'full' | 'kept'> {
  const { contactKey, externalId, files } = message
  const id = makeId()
  const fetched = files.filter(({ kind }) => kind === 'image' || kind === 'document')
  const left = files.flatMap(({ kind }) => (kind === 'image' || kind === 'document' ? [] : leftWords(house, kind, '')))
  const contact = await contactOf(house, channel, outside, message, call.names)
  const at = house.clock.now()
  await notePending(house, { channelId: channel.id, messageId: id, externalId }, fetched)
  const received = await house.store.talk.receive({
    conversationId: makeId(),
    channelId: channel.id,
    channelType: channel.type,
    channelName: channel.name,
    contactKey,
    contact,
    message: {
      ...{
        id,
        at,
        sentAt: sentAt(message, at, call.isClockTrusted),
        fileIds: [],
        clientId: null,
        externalId,
        event: null,
      },
      text: [message.text, ...left].filter((line) => line !== '').join('\n'),
    },
  })
  if (received === 'full' || !received.isNew) {
    await forgetFiles(house, id, fetched.length)
    return received === 'full' ? 'full' : 'kept'
  }
  house.bus.emit('message.changed', received.conversationId, id)
  house.bus.emit('conversation.changed', received.conversationId)
  if (fetched.length > 0) house.bus.emit('files.waiting')
  return 'kept'
}

/** Our clock bounds what Meta says, but only where it is to be believed itself. */
function sentAt({ sentAt: told }: Message, now: number, isClockTrusted: boolean): number {
  if (told === null) return now
  if (!isClockTrusted) return told
  return told < now - oldestMs ? now : Math.min(told, now)
}

/** As they are known already, where the channel does not tell their name; else it is asked, each time until it told. */
async function contactOf(
  house: House,
  { id, type }: Messenger | WhatsApp,
  outside: OutsideChannel,
  { contactKey, contactName }: Message,
  names: AbortSignal,
): Promise<Contact> {
  const known = (await house.store.talk.byContact(id, contactKey))?.contact
  const number = type === 'whatsapp' && /^\d+$/u.test(contactKey) ? `+${contactKey}` : null
  const nameless = number ?? `${type === 'messenger' ? 'Messenger' : 'WhatsApp'} ${contactKey.slice(-4)}`
  const before = known?.name === nameless ? '' : known?.name
  return {
    name: contactName || before || (await outside.nameOf(contactKey, names)) || nameless,
    ...{ place: '', deviceId: null, userId: null, page: '', language: null, verified: false, email: null },
    externalId: number,
  }
}
