import type { LiveChat } from '@sereno/shared/channel.ts'
import { cleanText } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { isConnected } from '../../flow/channel-secrets.ts'
import { makeId } from '../../store/make-id.ts'
import { testKeys } from '../../store/talk-types.ts'
import { takeIn } from '../chat/take-in.ts'
import type { Caller, House } from '../house.ts'
import type { ChannelReader } from './channel-view.ts'
import { findChannel } from './find-channel.ts'

interface TestResult {
  ok: boolean
  conversationId: string | null
  detail: string
}

/**
 * Tries a channel: a live chat by a message like a visitor's, the others by asking Meta about us.
 * @throws {Fault} `not_found`; `chat_full` where the inbox takes nothing more
 */
export async function testChannel(
  house: House,
  caller: Caller,
  id: string,
  reader: ChannelReader,
): Promise<TestResult> {
  const channel = findChannel(house.book.read(), id)
  const { language } = reader
  const refused = (detail: string): TestResult => ({ ok: false, conversationId: null, detail })
  if (channel.type === 'live-chat')
    return channel.active ? write(house, caller, channel, reader) : refused(say(language, 'channel.matter.off'))
  if (!isConnected(channel)) return refused(say(language, 'channel.matter.not_connected'))
  const { state, reason } = await house.channels.check(id)
  const detail = say(language, `channel.test.${state}`, { reason: cleanText(reason, 200) })
  if (state !== 'ok') return refused(detail)
  const { publicAddress } = house.book.read()
  if (publicAddress === null) return refused(`${detail} ${say(language, 'channel.matter.no_public_address')}`)
  return { ok: true, conversationId: null, detail }
}

/** Whoever tries again before the first was closed finds both in one conversation. */
async function write(
  house: House,
  caller: Caller,
  channel: LiveChat,
  { language }: ChannelReader,
): Promise<TestResult> {
  const { conversationId } = await takeIn(house, channel, {
    contactKey: `${testKeys}${caller.userId}`,
    contact: {
      name: cleanText(say(language, 'channel.test.contact', { name: caller.fullName }), 60),
      ...{
        place: '',
        deviceId: null,
        userId: caller.userId,
        page: '',
        language,
        verified: true,
        externalId: null,
        email: null,
      },
    },
    text: say(language, 'channel.test.text', { channel: channel.name }),
    ...{ fileIds: [], clientId: makeId(), stranger: null },
  })
  return { ok: true, conversationId, detail: say(language, 'channel.test.written') }
}
