import type { ChannelPatch, ChannelSetting } from '@sereno/shared/channel.ts'
import { cleanText } from '@sereno/shared/field.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import type { ChannelHealth } from '../../channels/channel.ts'
import { openSecrets, sealSecrets } from '../../flow/channel-secrets.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { newSecret } from '../secret.ts'

/** Credentials that Meta took, and what it calls what they are for. */
export type Proven = (
  | { messenger: NonNullable<ChannelPatch['messenger']> }
  | { whatsapp: NonNullable<ChannelPatch['whatsapp']> }
) & {
  name: string
}

/**
 * Asks Meta about the credentials of a change; `null` where it brings none.
 * @throws {Fault} `invalid` at the token, where Meta refuses them or cannot be asked
 */
export async function proveCredentials(
  house: House,
  channel: ChannelSetting,
  { messenger, whatsapp, approved }: ChannelPatch,
): Promise<Proven | null> {
  if (messenger !== undefined) {
    const answer = await house.channels.tryCredentials({ type: 'messenger', credentials: messenger })
    mustBeGood(answer, 'messenger.pageToken')
    return { messenger, name: nameOf(answer) }
  }
  if (whatsapp === undefined || channel.type !== 'whatsapp') return null
  const { stage } = channel.settings
  if (approved !== true && (stage === 'none' || stage === 'requested'))
    throw new Fault('invalid', { fields: [{ path: 'whatsapp', message: 'channel_not_approved' }] })
  const answer = await house.channels.tryCredentials({ type: 'whatsapp', credentials: whatsapp })
  mustBeGood(answer, 'whatsapp.token')
  return { whatsapp, name: nameOf(answer) }
}

const nameOf = ({ name }: ChannelHealth): string => cleanText(name, 40)

/** That nothing comes to us yet is mended afterwards, at Meta. */
function mustBeGood({ state, reason }: ChannelHealth, path: string): void {
  if (state === 'ok' || state === 'unhooked') return
  const message = state === 'expired' ? 'channel_refused' : 'channel_unasked'
  throw new Fault('invalid', { fields: [{ path, message }], values: { reason: cleanText(reason, 200) } })
}

/** Writes proven credentials into a channel. @throws {Fault} `conflict` where another channel has them */
export function connect(house: House, draft: VenueDocument, channel: ChannelSetting, proven: Proven): void {
  if ('messenger' in proven && channel.type === 'messenger') {
    const { pageId, pageToken, appSecret } = proven.messenger
    mustBeFree(draft, channel.id, pageId, 'messenger.pageId')
    Object.assign(channel.settings, {
      pageId,
      pageName: proven.name,
      sealed: sealedAnew(house, channel, pageToken, appSecret),
    })
  }
  if ('whatsapp' in proven && channel.type === 'whatsapp') {
    const { phoneNumberId, token, appSecret, templateName, templateLanguage } = proven.whatsapp
    mustBeFree(draft, channel.id, phoneNumberId, 'whatsapp.phoneNumberId')
    Object.assign(channel.settings, {
      ...{ phoneNumberId, templateName, templateLanguage },
      phone: proven.name,
      stage: 'active',
      sealed: sealedAnew(house, channel, token, appSecret),
    })
  }
}

/** The word that Meta verifies us by stays: it may be entered there already. */
function sealedAnew(
  house: House,
  channel: Exclude<ChannelSetting, { type: 'live-chat' }>,
  token: string,
  appSecret: string,
) {
  const verifyToken = openSecrets(house.sealer, channel)?.verifyToken ?? newSecret()
  return sealSecrets(house.sealer, channel.id, { verifyToken, token, appSecret })
}

/** A message that came in twice would be two. */
function mustBeFree(draft: VenueDocument, ownId: string, metaId: string, path: string): void {
  const isTaken = draft.channels.some(
    (other) =>
      other.id !== ownId &&
      ((other.type === 'messenger' && other.settings.pageId === metaId) ||
        (other.type === 'whatsapp' && other.settings.phoneNumberId === metaId)),
  )
  if (isTaken) throw new Fault('conflict', { fields: [{ path, message: 'already_taken' }] })
}
