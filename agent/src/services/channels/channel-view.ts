import type { Channel, ChannelSetting, Messenger, WhatsApp } from '@sereno/shared/channel.ts'
import type { Language, Page } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { isoOrNull } from '../../clock.ts'
import { isConnected, openSecrets } from '../../flow/channel-secrets.ts'
import type { Caller, House } from '../house.ts'
import { secureOrigins } from '../trust/secure-origins.ts'
import { standingOf } from './channel-standing.ts'
import { findChannel } from './find-channel.ts'

/** Who reads of channels, and how. */
export interface ChannelReader {
  language: Language
  /** Told where Meta finds us, and what it shows us then. */
  mayChange: boolean
}

export const readerOf = ({ role, scopes }: Caller, language: Language): ChannelReader => ({
  language,
  mayChange: (role === 'advisor' || role === 'admin') && (scopes === null || scopes.includes('admin')),
})

/** In the order in which they were made. */
export async function listChannels(house: House, reader: ChannelReader): Promise<Page<Channel>> {
  const times = await lastMessages(house)
  const items = house.book.read().channels.map((one) => viewOf(house, one, times.get(one.id) ?? null, reader))
  return { items, nextCursor: null }
}

/** @throws {Fault} `not_found` */
export async function getChannel(house: House, id: string, reader: ChannelReader): Promise<Channel> {
  const found = findChannel(house.book.read(), id)
  return viewOf(house, found, (await lastMessages(house)).get(id) ?? null, reader)
}

/** When each channel last had a message, whoever wrote it, ms since 1970. */
async function lastMessages(house: House): Promise<Map<string, number>> {
  const times = await house.store.talk.channelTimes()
  return new Map(
    times.map(({ channelId, lastInAt, lastOutAt }) => [channelId, Math.max(lastInAt ?? 0, lastOutAt ?? 0)]),
  )
}

function viewOf(house: House, channel: ChannelSetting, lastAt: number | null, reader: ChannelReader): Channel {
  const { publicAddress } = house.book.read()
  const trouble = channel.type === 'live-chat' ? null : (house.channels.trouble(channel.id)?.trouble ?? null)
  const { status, matter } = standingOf(channel, {
    trouble,
    hasSecrets: channel.type === 'live-chat' || openSecrets(house.sealer, channel) !== null,
    hasPublicAddress: publicAddress !== null,
  })
  const { id, type, name, active, since, createdAt } = channel
  return {
    ...{ id, type, name, active, status, since, createdAt },
    trouble: status === 'needs_attention' ? trouble : null,
    detail: matter === null ? null : say(reader.language, `channel.matter.${matter}`),
    lastMessageAt: isoOrNull(lastAt === 0 ? null : lastAt),
    liveChat: channel.type === 'live-chat' ? channel.settings : null,
    widgetOrigins: channel.type === 'live-chat' ? widgetOrigins(house) : null,
    messenger: channel.type === 'messenger' ? messengerView(house, channel, reader) : null,
    whatsapp: channel.type === 'whatsapp' ? whatsappView(house, channel, reader) : null,
  }
}

/** Where an HTTPS page may load the widget from, the one that the internet knows first. */
function widgetOrigins(house: House): string[] {
  const { publicAddress } = house.book.read()
  return [...(publicAddress === null ? [] : [publicAddress]), ...secureOrigins(house)]
}

function messengerView(house: House, channel: Messenger, reader: ChannelReader): Channel['messenger'] {
  const { pageId, pageName } = channel.settings
  return { connected: isConnected(channel), pageId, pageName, ...doorOf(house, channel, reader) }
}

function whatsappView(house: House, channel: WhatsApp, reader: ChannelReader): Channel['whatsapp'] {
  const { sealed: _, ...shown } = channel.settings
  return { ...shown, ...doorOf(house, channel, reader) }
}

/** What is entered at Meta so that it finds us. */
function doorOf(house: House, channel: Messenger | WhatsApp, { mayChange }: ChannelReader) {
  const { publicAddress } = house.book.read()
  if (!mayChange) return { webhookUrl: null, verifyToken: null }
  return {
    webhookUrl: publicAddress === null ? null : `${publicAddress}/api/v1/hooks/${channel.id}`,
    verifyToken: openSecrets(house.sealer, channel)?.verifyToken ?? null,
  }
}
