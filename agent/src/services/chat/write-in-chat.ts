import type { VisitorMessage } from '@sereno/shared/api/chat.ts'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import type { ConversationRecord } from '../../store/talk-types.ts'
import { deviceView } from '../devices/device-view.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { type Asking, findTheirs } from './find-chat.ts'
import { isOfVenue } from './known-visitor.ts'
import type { ChatPaces } from './start-chat.ts'
import { strangerOf } from './stranger-of.ts'
import { takeIn, textUnits } from './take-in.ts'
import { visitorView } from './visitor-view.ts'

interface Words {
  clientId: string
  text: string
  files: readonly string[]
}

/**
 * Writes as a visitor. The same `clientId` twice gives the message that is kept.
 * @throws {Fault} `not_found`, `chat_off`, `foreign_origin`, `too_often`, `chat_full`
 */
export async function writeInChat(
  house: House,
  { written, texts }: ChatPaces,
  id: string,
  asking: Asking,
  { clientId, text, files }: Words,
): Promise<VisitorMessage> {
  const { conversation, channel } = await findTheirs(house, id, asking)
  const before = await house.store.talk.written(conversation.id, null, clientId)
  if (before !== null) return seenByThem(before)
  written.keep(conversation.id)
  await mustBeTheirs(house, conversation, files)
  const { contactKey, contact } = conversation
  const stranger = strangerOf(contact, asking.whence)
  if (stranger !== null) texts.keep(asking.whence, textUnits(text))
  const { message } = await takeIn(house, channel, { contactKey, contact, text, fileIds: files, clientId, stranger })
  return seenByThem(message)
}

/** @throws {Fault} `not_found` */
async function mustBeTheirs(house: House, { id }: ConversationRecord, files: readonly string[]): Promise<void> {
  const found = await Promise.all(files.map((file) => house.store.talk.file(file)))
  if (found.some((file) => file?.conversationId !== id)) throw new Fault('not_found')
}

/**
 * Sends along how the devices of the venue are, as its own people see them who said yes to it.
 * @throws {Fault} `not_found`, also for whom the house does not vouch for now; `chat_off`, `too_often`, `chat_full`
 */
export async function attachStates(
  house: House,
  written: Pace,
  id: string,
  asking: Asking,
  clientId: string,
): Promise<VisitorMessage> {
  const { conversation, channel } = await findTheirs(house, id, asking)
  const { contactKey, contact } = conversation
  if (asking.foreign !== null || !isOfVenue(house, asking.caller, contact)) throw new Fault('not_found')
  written.keep(conversation.id)
  const event = { type: 'states' as const, states: statesNow(house) }
  const words = { contactKey, contact, text: '', fileIds: [], clientId, event, stranger: null }
  const { message } = await takeIn(house, channel, words)
  return seenByThem(message)
}

const order = ['down', 'degraded', 'unknown', 'up', 'asleep', 'paused']

/** Devices in service with their state, the worst first, in the venue's language. */
function statesNow(house: House) {
  const { devices, account } = house.book.read()
  return devices
    .filter(({ inService }) => inService)
    .map((setting) => deviceView(house, setting, account?.language ?? 'en'))
    .toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
    .slice(0, conversationBounds.states)
    .map(({ id, name, state, cause }) => ({ deviceId: id, name, state, message: cause?.text ?? '' }))
}

function seenByThem(message: Parameters<typeof visitorView>[0]): VisitorMessage {
  const view = visitorView(message, true)
  if (view === null) throw new Error('what a visitor wrote is for them to see')
  return view
}
