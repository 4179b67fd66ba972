import type { Messenger, WhatsApp } from '@sereno/shared/channel.ts'
import { z } from 'zod'
import type { Sealer } from '../store/sealed.ts'

/** What of a Meta channel nobody may read: kept as one sealed text in its settings. */
const channelSecrets = z.strictObject({
  /** Ours: Meta shows it when it verifies our webhook. There as soon as the channel is. */
  verifyToken: z.string(),
  /** Of Meta's; empty: not connected yet. */
  token: z.string(),
  appSecret: z.string(),
})
export type ChannelSecrets = z.infer<typeof channelSecrets>

/** For what a channel's secrets are sealed. */
const aboutChannel = (id: string): string => `channel ${id}`

export const sealSecrets = (sealer: Sealer, channelId: string, secrets: ChannelSecrets): string =>
  sealer.seal(JSON.stringify(secrets), aboutChannel(channelId))

/** `null` where nothing was sealed, or it cannot be opened: another box sealed it, or somebody changed it by hand. */
export function openSecrets(sealer: Sealer, { id, settings }: Messenger | WhatsApp): ChannelSecrets | null {
  if (settings.sealed === '') return null
  try {
    return channelSecrets.parse(JSON.parse(sealer.open(settings.sealed, aboutChannel(id))))
  } catch {
    return null
  }
}

/** What a site signs its visitors' ids with, sealed. */
export const sealIdentity = (sealer: Sealer, channelId: string, secret: string): string =>
  sealer.seal(secret, `channel ${channelId} identity`)

/** `null` where nobody asked for one, or it cannot be opened. */
export function openIdentity(sealer: Sealer, { id, sealed }: { id: string; sealed: string }): string | null {
  if (sealed === '') return null
  try {
    return sealer.open(sealed, `channel ${id} identity`)
  } catch {
    return null
  }
}

/** Whether its credentials were given. */
export const isConnected = (channel: Messenger | WhatsApp): boolean =>
  channel.type === 'messenger' ? channel.settings.pageId !== '' : channel.settings.phoneNumberId !== ''
