import type { chatContracts } from '@sereno/shared/api/chat.ts'
import type { BodyOf } from '@sereno/shared/api/contract.ts'
import type { Contact } from '@sereno/shared/conversation.ts'
import { cleanText } from '@sereno/shared/field.ts'
import { ChannelFault } from '../../channels/channel.ts'
import { liveChat, type VisitorPost } from '../../channels/live-chat/live-chat.ts'
import { openIdentity } from '../../flow/channel-secrets.ts'
import { makeId } from '../../store/make-id.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { hashSecret, newSecret } from '../secret.ts'
import type { Whence, WhencePace } from '../whence.ts'
import { findChat } from './find-chat.ts'
import { identityOf, knownVisitor } from './known-visitor.ts'
import { strangerOf } from './stranger-of.ts'
import { takeIn, textUnits } from './take-in.ts'

type Beginning = BodyOf<(typeof chatContracts)['chat.start']>

/** How often conversations may be begun from one address, how often one may be written in, and how much strangers may. */
export interface ChatPaces {
  started: WhencePace
  written: Pace
  texts: WhencePace
}

/** Who comes, and from a page of where: of another site, or of ours, which they found at `origin`. */
interface Visiting {
  caller: Caller | null
  foreign: string | null
  origin: string
}

/**
 * Begins a conversation, or goes on with the one that this visitor began: a start whose answer was lost is sent again.
 * Nobody goes on as somebody else, whose thread it would be.
 * @throws {Fault} `not_found` for another's token; `chat_off`, `foreign_origin`, `wrong_identity`, `too_often`, `chat_full`
 */
export async function startChat(
  house: House,
  paces: ChatPaces,
  who: Visiting & { whence: Whence },
  body: Beginning,
): Promise<{ id: string; visitorToken: string }> {
  const channel = findChat(house, body.channelId, who.foreign)
  const visitorToken = body.visitorToken ?? newSecret()
  const contactKey = hashSecret(visitorToken)
  const identity = body.identity ?? null
  const clientId = body.clientId ?? makeId()
  const contact = contactOf(house, who, body)
  const post = { contactKey, name: contact.name, clientId, text: body.text, identity }
  checkSigned(post, openIdentity(house.sealer, channel))
  const known = await house.store.talk.byContact(channel.id, contactKey)
  if (known !== null && identityOf(known.contact) !== identityOf(contact)) throw new Fault('not_found')
  if (known === null) paces.started.keep(who.whence)
  else paces.written.keep(known.id)
  const stranger = strangerOf(contact, who.whence)
  if (stranger !== null) paces.texts.keep(who.whence, textUnits(body.text))
  const { conversationId } = await takeIn(house, channel, {
    contactKey,
    // Whoever answers knows them by the name with which they began, unless somebody vouches for the new one.
    contact: contact.verified ? contact : { ...contact, name: known?.contact.name || contact.name },
    text: body.text,
    fileIds: [],
    clientId,
    stranger,
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

/** What they call themselves counts only where nobody vouches for them. */
function contactOf(house: House, visiting: Visiting, { name, page, language, identity }: Beginning): Contact {
  const known = knownVisitor(house, visiting.caller)
  const about = { page: pageOf(visiting, page), language: language ?? null }
  if (known !== null) return { ...known, ...about, verified: true, externalId: null, email: null }
  const nobody = { place: '', deviceId: null, userId: null }
  if (identity === undefined) return { name, ...nobody, ...about, verified: false, externalId: null, email: null }
  const { id, email = null } = identity
  return { name: cleanText(identity.name, 60) || id, ...nobody, ...about, verified: true, externalId: id, email }
}

/**
 * The address of the page on which they write, without its query, which may hold what is nobody's business. Operators open
 * it: it is empty where it is not of the site that asks.
 */
function pageOf({ foreign, origin }: Visiting, text: string): string {
  const page = URL.canParse(text) ? new URL(text) : null
  return page !== null && page.origin === (foreign ?? origin) ? `${page.origin}${page.pathname}`.slice(0, 300) : ''
}
