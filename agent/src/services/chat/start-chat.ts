import type { chatContracts } from '@sereno/shared/api/chat.ts'
import type { BodyOf } from '@sereno/shared/api/contract.ts'
import type { Contact } from '@sereno/shared/conversation.ts'
import { ChannelFault } from '../../channels/channel.ts'
import { liveChat, type VisitorPost } from '../../channels/live-chat/live-chat.ts'
import { openIdentity } from '../../flow/channel-secrets.ts'
import { makeId } from '../../store/make-id.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { networkOf } from '../network-of.ts'
import type { Pace } from '../pace.ts'
import { hashSecret, newSecret } from '../secret.ts'
import { findChat } from './find-chat.ts'
import { knownVisitor } from './known-visitor.ts'
import { takeIn } from './take-in.ts'

type Beginning = BodyOf<(typeof chatContracts)['chat.start']>

/** How often conversations may be begun from one address, and how often one may be written in. */
export interface ChatPaces {
  started: Pace
  written: Pace
}

/**
 * Begins a conversation, or goes on with the one that this visitor began: a start whose answer was lost is sent again.
 * @throws {Fault} `chat_off`, `foreign_origin`, `wrong_identity`, `too_often`, `chat_full`
 */
export async function startChat(
  house: House,
  paces: ChatPaces,
  who: { caller: Caller | null; foreign: string | null; address: string },
  body: Beginning,
): Promise<{ id: string; visitorToken: string }> {
  const channel = findChat(house, body.channelId, who.foreign)
  const visitorToken = body.visitorToken ?? newSecret()
  const contactKey = hashSecret(visitorToken)
  const identity = body.identity ?? null
  const clientId = body.clientId ?? makeId()
  const contact = contactOf(house, who.caller, body)
  const post = { contactKey, name: contact.name, clientId, text: body.text, identity }
  checkSigned(post, openIdentity(house.sealer, channel))
  const known = await house.store.talk.byContact(channel.id, contactKey)
  if (known === null) paces.started.keep(networkOf(who.address))
  else paces.written.keep(known.id)
  const { conversationId } = await takeIn(house, channel, {
    contactKey,
    contact,
    text: body.text,
    fileIds: [],
    clientId,
  })
  return { id: conversationId, visitorToken }
}

/** @throws {Fault} `wrong_identity` */
function checkSigned(post: VisitorPost, identitySecret: string | null): void {
  try {
    liveChat.receive(post, { identitySecret })
  } catch (fault) {
    throw fault instanceof ChannelFault ? new Fault('wrong_identity') : fault
  }
}

function contactOf(house: House, caller: Caller | null, { name, page, language, identity }: Beginning): Contact {
  const known = knownVisitor(house, caller)
  return {
    name: name || known?.name || identity?.name || '',
    place: known?.place ?? '',
    deviceId: known?.deviceId ?? null,
    page: pageOf(page),
    language: language ?? null,
    verified: known !== null || identity !== undefined,
    externalId: known === null ? (identity?.id ?? null) : null,
    email: known === null ? (identity?.email ?? null) : null,
  }
}

/** The address of a page without its query, which may hold what is nobody's business; empty for what is none. */
function pageOf(text: string): string {
  const page = URL.canParse(text) ? new URL(text) : null
  return page !== null && /^https?:$/u.test(page.protocol) ? `${page.origin}${page.pathname}`.slice(0, 300) : ''
}
