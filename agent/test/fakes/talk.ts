import type { Incoming, Outgoing } from '../../src/store/talk-types.ts'

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
    contact: { ...contact, externalId: null, email: null },
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
