import type { LiveChat } from '@sereno/shared/channel.ts'
import type { ConversationRecord } from '../../store/talk-types.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { hashSecret, sameSecret } from '../secret.ts'
import type { Whence } from '../whence.ts'

/**
 * Who asks: the page of which other site, `null` for ours; who of the venue that is, `null` for everyone else and on other
 * sites; and what the visitor's page made up for itself.
 */
export interface Asking {
  caller: Caller | null
  foreign: string | null
  visitorToken: string
  whence: Whence
}

/** A live chat that is switched on. `default` is the oldest. @throws {Fault} `chat_off`, `foreign_origin` */
export function findChat(house: House, id: string, foreign: string | null): LiveChat {
  const active = house.book.read().channels.filter((one) => one.type === 'live-chat' && one.active) as LiveChat[]
  const oldest = active.toSorted((one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt))
  const found = id === 'default' ? oldest[0] : active.find((one) => one.id === id)
  if (found === undefined) throw new Fault('chat_off')
  if (foreign !== null && !found.settings.origins.includes(foreign)) throw new Fault('foreign_origin')
  return found
}

/**
 * A visitor's conversation, and the live chat that it is on. One of somebody else's is not there.
 * @throws {Fault} `not_found`, `chat_off`, `foreign_origin`
 */
export async function findTheirs(
  house: House,
  id: string,
  { foreign, visitorToken }: Asking,
): Promise<{ conversation: ConversationRecord; channel: LiveChat }> {
  const conversation = visitorToken === '' ? null : await house.store.talk.get(id)
  if (conversation?.channelType !== 'live-chat' || !sameSecret(conversation.contactKey, hashSecret(visitorToken)))
    throw new Fault('not_found')
  return { conversation, channel: findChat(house, conversation.channelId, foreign) }
}
