import type { ChannelSetting } from '@sereno/shared/channel.ts'
import { type ChannelStatus, metaWindowMs } from '@sereno/shared/channels.ts'
import { isConnected } from '../../flow/channel-secrets.ts'
import type { ConversationRecord } from '../../store/talk-types.ts'
import type { House } from '../house.ts'

type Of = Pick<ConversationRecord, 'channelId' | 'channelType' | 'lastInAt' | 'createdAt'>

/** The channel of a conversation; `null` once it is gone. */
export const channelOf = ({ book }: House, { channelId }: Pick<Of, 'channelId'>): ChannelSetting | null =>
  book.read().channels.find(({ id }) => id === channelId) ?? null

/** Whether something can go out by it. */
export const isOn = (channel: ChannelSetting | null): channel is ChannelSetting =>
  channel?.active === true && (channel.type === 'live-chat' || isConnected(channel))

export function statusOf(house: House, conversation: Of): ChannelStatus {
  const channel = channelOf(house, conversation)
  if (!isOn(channel)) return 'inactive'
  return house.channels.trouble(channel.id) === null ? 'active' : 'needs_attention'
}

/** Until when an answer may be a free text, ms since 1970; `null`: always. */
export const windowUntil = ({ channelType, lastInAt, createdAt }: Of): number | null =>
  channelType === 'live-chat' ? null : (lastInAt ?? createdAt) + metaWindowMs

/** The name of the template that can be sent after that; `null` where there is none. */
export function templateOf(channel: ChannelSetting | null): string | null {
  if (channel === null || channel.type !== 'whatsapp') return null
  const { templateName, templateLanguage } = channel.settings
  return templateName === '' || templateLanguage === '' ? null : templateName
}
