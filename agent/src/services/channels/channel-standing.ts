import type { ChannelSetting } from '@sereno/shared/channel.ts'
import type { ChannelStatus, ChannelTrouble } from '@sereno/shared/channels.ts'
import { isConnected } from '../../flow/channel-secrets.ts'

/** What is the matter with a channel, or still to be done; each has its words in `channel.json`. */
export type ChannelMatter =
  | 'off'
  | 'not_connected'
  | 'not_requested'
  | 'requested'
  | 'approved'
  | 'secret_lost'
  | 'no_public_address'
  | ChannelTrouble

interface Facts {
  trouble: ChannelTrouble | null
  /** Meta's secrets can be opened. */
  hasSecrets: boolean
  hasPublicAddress: boolean
}

const stages = { none: 'not_requested', requested: 'requested', approved: 'approved', active: null } as const

/** How a channel stands: what is to be done before it can work comes before what keeps it from working. */
export function standingOf(
  channel: ChannelSetting,
  facts: Facts,
): { status: ChannelStatus; matter: ChannelMatter | null } {
  const lacks = stepLeft(channel)
  if (lacks !== null) return { status: 'inactive', matter: lacks }
  if (!channel.active) return { status: 'inactive', matter: 'off' }
  const matter = channel.type === 'live-chat' ? null : hindrance(facts)
  return { status: matter === null ? 'active' : 'needs_attention', matter }
}

function stepLeft(channel: ChannelSetting): ChannelMatter | null {
  if (channel.type === 'live-chat') return null
  if (channel.type === 'whatsapp' && stages[channel.settings.stage] !== null) return stages[channel.settings.stage]
  return isConnected(channel) ? null : 'not_connected'
}

function hindrance({ trouble, hasSecrets, hasPublicAddress }: Facts): ChannelMatter | null {
  if (!hasSecrets) return 'secret_lost'
  return hasPublicAddress ? trouble : 'no_public_address'
}
