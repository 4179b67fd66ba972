import type { LiveChat, Messenger, WhatsApp } from '@sereno/shared/channel.ts'
import { aboutChannel, type MetaSecrets, readSecrets, writeSecrets } from '../channels/secrets.ts'
import type { Sealer } from '../store/sealed.ts'

/** What Meta gave is empty until the channel is connected; the word that it verifies us by is there from the beginning. */
export const sealSecrets = (sealer: Sealer, channelId: string, secrets: MetaSecrets): string =>
  sealer.seal(writeSecrets(secrets), aboutChannel(channelId))

/** `null` where nothing was sealed, or it cannot be opened: another box sealed it, or somebody changed it by hand. */
export const openSecrets = (sealer: Sealer, { id, settings }: Messenger | WhatsApp): MetaSecrets | null =>
  settings.sealed === '' ? null : orNull(() => readSecrets(sealer.open(settings.sealed, aboutChannel(id))))

const aboutIdentity = (id: string): string => `${aboutChannel(id)} identity`

/** What a site signs its visitors' ids with, sealed. */
export const sealIdentity = (sealer: Sealer, channelId: string, secret: string): string =>
  sealer.seal(secret, aboutIdentity(channelId))

/** `null` where nobody asked for one, or it cannot be opened. */
export const openIdentity = (sealer: Sealer, { id, sealed }: Pick<LiveChat, 'id' | 'sealed'>): string | null =>
  sealed === '' ? null : orNull(() => sealer.open(sealed, aboutIdentity(id)))

function orNull<T>(open: () => T): T | null {
  try {
    return open()
  } catch {
    return null
  }
}

/** Whether its credentials were given. */
export const isConnected = (channel: Messenger | WhatsApp): boolean =>
  channel.type === 'messenger' ? channel.settings.pageId !== '' : channel.settings.phoneNumberId !== ''
