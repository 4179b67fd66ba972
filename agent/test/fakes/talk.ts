import type { Incoming, Outgoing } from '../../src/store/talk-types.ts'
import type { Store } from '../../src/store/types.ts'
import { newUser } from './new-user.ts'
import { ownStore } from './own-store.ts'

/** A store with Ana (u1) and Luis (u2), who answer. */
export async function storeWithOperators(folder?: string): Promise<Store> {
  const store = await ownStore(folder)
  await store.people.addFirst(newUser())
  const luis = { id: 'u2', username: 'luis', fullName: 'Luis Soler', email: 'luis@bar.example', phone: null }
  await store.people.addUser(newUser(luis), [], [])
  return store
}

let made = 0
const next = () => {
  made += 1
  return made
}

/** What a visitor of a live chat writes; everyone named by their key. */
export function incoming(
  contactKey: string,
  at: number,
  message: Partial<Incoming['message']> = {},
  differing: Partial<Omit<Incoming, 'message'>> = {},
): Incoming {
  const number = next()
  const contact = { name: contactKey, place: '', deviceId: null, page: '', language: null, verified: false }
  return {
    conversationId: `c-${contactKey}-${number}`,
    channelId: 'chat',
    channelType: 'live-chat',
    channelName: 'Chat',
    contactKey,
    contact: { ...contact, userId: null, externalId: null, email: null },
    ...differing,
    message: {
      id: `in${number}`,
      at,
      text: 'Hello',
      fileIds: [],
      clientId: null,
      externalId: null,
      event: null,
      ...message,
    },
  }
}

/** What an operator answers on a channel whose worker sends it. */
export function outgoing(at: number, differing: Partial<Outgoing> = {}): Outgoing {
  const number = next()
  return {
    id: `out${number}`,
    kind: 'out',
    userId: 'u1',
    author: 'Ana',
    at,
    text: 'An answer',
    fileIds: [],
    clientId: `client-${number}`,
    isTemplate: false,
    state: 'waiting',
    expiresAt: at + 86_400_000,
    ...differing,
  }
}

/** Has someone write; the id of their conversation. */
export async function begun(store: Store, ...of: Parameters<typeof incoming>): Promise<string> {
  const received = await store.talk.receive(incoming(...of))
  if (received === 'full') throw new Error('There is no room')
  return received.conversationId
}

/** The same, picked by Ana a moment later. */
export async function picked(store: Store, ...of: Parameters<typeof incoming>): Promise<string> {
  const id = await begun(store, ...of)
  await store.talk.pick(id, 'u1', 'Ana', of[1] + 1)
  return id
}
