import { makeId } from '../../src/store/make-id.ts'
import type { Received, TalkMessageRecord, TalkRefusal } from '../../src/store/talk-types.ts'
import type { Here } from './people.ts'
import { incoming, outgoing } from './talk.ts'

const webChat = 'web'

/** An active live chat called Web, which somebody answers at all hours. */
export async function withWebChat({ house }: Pick<Here, 'house'>): Promise<void> {
  const at = new Date(house.clock.now()).toISOString()
  const settings = { color: '#1d4ed8', greeting: '', hours: null, awayText: '', language: null, origins: [] }
  await house.book.change((draft) => {
    draft.channels = [
      { id: webChat, type: 'live-chat', name: 'Web', active: true, createdAt: at, since: at, settings, sealed: '' },
    ]
  })
}

/** Somebody writes on it, from an iPad of the venue where one is named; by their name they are known again. */
export async function visitorWrites(
  { house }: Pick<Here, 'house'>,
  name: string,
  text: string,
  deviceId: string | null = null,
): Promise<Received> {
  const email = name === '' ? null : `${name.toLowerCase()}@example.com`
  const contact = {
    name,
    place: '',
    deviceId,
    userId: null,
    page: '',
    language: null,
    verified: deviceId !== null,
    externalId: null,
    email,
  }
  const channel = { conversationId: makeId(), channelId: webChat, channelName: 'Web', contact }
  const received = await house.store.talk.receive(incoming(`key of ${name}`, house.clock.now(), { text }, channel))
  if (received === 'full') throw new Error('There is no room')
  return received
}

/** Somebody who has picked it answers. */
export const operatorWrites = (
  { house }: Pick<Here, 'house'>,
  conversationId: string,
  userId: string,
): Promise<TalkMessageRecord | TalkRefusal> =>
  house.store.talk.write(
    conversationId,
    outgoing(house.clock.now(), { userId, author: 'Eva Roig', text: 'We are coming.', state: 'sent' }),
  )
