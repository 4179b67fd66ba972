import { createHmac, timingSafeEqual } from 'node:crypto'
import { type ChannelEvent, ChannelFault, type ChannelKind } from '../channel.ts'

/** What a live chat has to know: what sites sign with who their visitors are; `null` where nobody asked for a secret yet. */
export interface LiveChatSecrets {
  identitySecret: string | null
}

/** What comes in by its door: the first words of a visitor, or more of them. */
export interface VisitorPost {
  contactKey: string
  name: string
  /** What makes it the same message when it comes twice. */
  clientId: string
  text: string
  /** Who the site says that they are; `null` where it says nothing. */
  identity: SignedIdentity | null
}

/** What a site says of a visitor of its own, and its signature of that. */
interface SignedIdentity {
  /** One line. */
  id: string
  /** Empty where it tells none. */
  name: string
  email?: string | undefined
  /** In hexadecimal. */
  hash: string
}

/** Live chat, which we serve ourselves: what is kept is sent, and nobody else has to be asked about it. */
export const liveChat: ChannelKind<LiveChatSecrets, VisitorPost> = {
  type: 'live-chat',
  textLength: Number.POSITIVE_INFINITY,
  receive({ contactKey, name, clientId, text, identity }, { identitySecret }): ChannelEvent[] {
    if (identity !== null && !isSigned(identity, identitySecret))
      throw new ChannelFault('unsigned', 'the identity is not signed with the secret of the channel')
    return [{ type: 'message', contactKey, contactName: name, sentAt: null, externalId: clientId, text, files: [] }]
  },
  send: async () => ({ end: 'taken', externalId: null, at: null }),
  fetch: null,
  health: async () => ({ state: 'ok', expiresAt: null, name: '', reason: '' }),
}

/** Whether a site signed all of this with HMAC-SHA-256. The time it takes tells nothing of where it differs. */
function isSigned({ id, name, email = '', hash }: SignedIdentity, secret: string | null): boolean {
  if (secret === null) return false
  const right = createHmac('sha256', secret).update(`${id}\n${name}\n${email}`).digest()
  const given = Buffer.from(hash, 'hex')
  return given.length === right.length && timingSafeEqual(given, right)
}
