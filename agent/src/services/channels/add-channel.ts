import type { Channel, ChannelInput, ChannelSetting } from '@sereno/shared/channel.ts'
import { liveChatSettings, messengerSettings, whatsappSettings } from '@sereno/shared/channel.ts'
import { channelBounds } from '@sereno/shared/channels.ts'
import type { Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { iso } from '../../clock.ts'
import { sealSecrets } from '../../flow/channel-secrets.ts'
import { makeId } from '../../store/make-id.ts'
import { changeBook } from '../change-book.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { newSecret } from '../secret.ts'
import { type ChannelReader, getChannel } from './channel-view.ts'

/** @throws {Fault} `channels_full` */
export async function addChannel(house: House, input: ChannelInput, reader: ChannelReader): Promise<Channel> {
  const channel = settingOf(house, input)
  await changeBook(house, (draft) => {
    if (draft.channels.length >= channelBounds.channels) throw new Fault('channels_full')
    draft.channels.push(channel)
  })
  house.bus.emit('channel.changed', channel.id)
  house.channels.wake()
  return getChannel(house, channel.id, reader)
}

/** One of Meta's is off until its credentials are given, but Meta may verify our webhook before. */
function settingOf(house: House, input: ChannelInput): ChannelSetting {
  const at = iso(house.clock.now())
  const common = { id: makeId(), name: input.name, active: false, createdAt: at, since: at }
  if (input.type === 'live-chat') {
    const { type, active, settings } = input
    return { ...common, type, active, settings, sealed: '' }
  }
  const sealed = sealSecrets(house.sealer, common.id, { verifyToken: newSecret(), token: '', appSecret: '' })
  return input.type === 'messenger'
    ? { ...common, type: input.type, settings: messengerSettings.parse({ sealed }) }
    : { ...common, type: input.type, settings: whatsappSettings.parse({ sealed }) }
}

/** What a venue begins with: a live chat that is on. */
export function firstLiveChat(language: Language, now: number): ChannelSetting {
  const at = iso(now)
  const settings = liveChatSettings.parse({})
  const name = say(language, 'channel.live_chat')
  return { id: makeId(), type: 'live-chat', name, active: true, createdAt: at, since: at, settings, sealed: '' }
}
