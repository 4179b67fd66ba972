import type { ChannelSetting, Messenger, WhatsApp } from '@sereno/shared/channel.ts'
import type { GraphPlace } from '../channels/graph.ts'
import { type Outside, type OutsideChannel, outsideChannel } from '../channels/index.ts'
import type { Config } from '../config.ts'
import type { Sealer } from '../store/sealed.ts'
import { isConnected, openSecrets } from './channel-secrets.ts'
import type { ChannelCredentials } from './desks.ts'

/** For a call without a large file. */
const timeoutMs = 20_000

export const graphPlace = ({ graphUrl }: Pick<Config, 'graphUrl'>): GraphPlace => ({ url: graphUrl, timeoutMs })

export const isOutside = (channel: ChannelSetting): channel is Messenger | WhatsApp => channel.type !== 'live-chat'

/** A channel by its settings, ready to be called; `null` where it is not connected, or its secrets cannot be opened. */
export function openOutside(sealer: Sealer, place: GraphPlace, channel: Messenger | WhatsApp): OutsideChannel | null {
  const secrets = openSecrets(sealer, channel)
  if (secrets === null || secrets.token === '' || !isConnected(channel)) return null
  const access = { place, token: secrets.token, appSecret: secrets.appSecret }
  if (channel.type === 'messenger') {
    return outsideChannel({ type: 'messenger', access: { ...access, pageId: channel.settings.pageId } })
  }
  const { phoneNumberId, templateName: name, templateLanguage: language } = channel.settings
  return outsideChannel(whatsappOf(access, phoneNumberId, name, language))
}

/** A channel by credentials that nobody has saved yet. */
export function tryOutside(place: GraphPlace, { type, credentials }: ChannelCredentials): OutsideChannel {
  const { appSecret } = credentials
  if (type === 'messenger') {
    const { pageId, pageToken: token } = credentials
    return outsideChannel({ type, access: { place, token, appSecret, pageId } })
  }
  const { phoneNumberId, token, templateName, templateLanguage } = credentials
  return outsideChannel(whatsappOf({ place, token, appSecret }, phoneNumberId, templateName, templateLanguage))
}

const whatsappOf = (
  access: { place: GraphPlace; token: string; appSecret: string },
  phoneNumberId: string,
  name: string,
  language: string,
): Outside => ({
  type: 'whatsapp',
  access: { ...access, phoneNumberId, template: name === '' || language === '' ? null : { name, language } },
})
