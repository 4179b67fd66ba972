import { createHmac, timingSafeEqual } from 'node:crypto'
import { type ChannelEvent, ChannelFault, type ChannelKind } from '../channel.ts'

/** What a live chat has to know: what sites sign their visitors' ids with; `null` where nobody asked for a secret yet. */
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
  identity: { id: string; hash: string } | null
}

/** Live chat, which we serve ourselves: what is kept is sent, and nobody else has to be asked about it. */
export const liveChat: ChannelKind<LiveChatSecrets, VisitorPost> = {
  type: 'live-chat',
  textLength: Number.POSITIVE_INFINITY,
  receive({ contactKey, name, clientId, text, identity }, { identitySecret }): ChannelEvent[] {
    if (identity !== null && !isSigned(identity, identitySecret))
      throw new ChannelFault('unsigned', 'the identity is not signed with the secret of the channel')
    return [{ type: 'message', contactKey, contactName: name, externalId: clientId, text, files: [] }]
  },
  send: async () => ({ end: 'taken', externalId: null, at: null }),
  fetch: null,
  health: async () => ({ state: 'ok', expiresAt: null, name: '', reason: '' }),
}

/** Whether a site signed this id: HMAC-SHA-256 in hexadecimal. The time it takes tells nothing of where it differs. */
function isSigned({ id, hash }: { id: string; hash: string }, secret: string | null): boolean {
  if (secret === null) return false
  const right = createHmac('sha256', secret).update(id).digest()
  const given = Buffer.from(hash, 'hex')
  return given.length === right.length && timingSafeEqual(given, right)
}
