import type { Detail } from '@sereno/shared/activity.ts'

/** What is known of a channel outside. Times are ms since 1970. */
export interface ChannelFacts {
  /** What it is called here. */
  name: string
  type: 'messenger' | 'whatsapp'
  /** As it told when it was asked. */
  health: { state: 'ok' | 'expired' | 'unhooked' | 'unknown'; expiresAt: number | null; reason: string }
  /** What it took since it last called us: for how long, ms, and to how many contacts; `null`: nothing. */
  unheard: { forMs: number; contacts: number } | null
}

export interface ChannelFinding {
  cause: 'channel_token' | 'channel_silent'
  detail: Detail
}

/** So long before its credentials end somebody has to hear of it. */
const warnMs = 7 * 24 * 3_600_000
/** So long a channel may be silent about what it took. */
const silentMs = 3_600_000
/** To so many contacts something was sent. Who has no phone at hand gives no receipt; so many at once have one. */
const leastContacts = { messenger: 3, whatsapp: 1 } as const

/**
 * What is wrong with a channel; `null`: nothing, and nothing either where nobody could be asked.
 *
 * `channel_token`: Meta refuses the credentials, or they end within a week. `channel_silent`: nothing that people write
 * comes to us. That nobody writes for long proves nothing: a bar is quiet for days. It is believed only where Meta itself
 * says that it does not call us, or where we wrote and it does not even tell what became of that: WhatsApp tells of each
 * message at once that it was sent, Messenger once a phone has it, so that there three different contacts count. Whatever
 * is signed by Meta ends it.
 *
 * `now`: `null` while our clock is not to be believed; then nothing ends soon.
 */
export function judgeChannel({ name, type, health, unheard }: ChannelFacts, now: number | null): ChannelFinding | null {
  const description = health.reason.slice(0, 200)
  const find = (cause: ChannelFinding['cause'], reason: string, more: Detail = {}): ChannelFinding => ({
    cause,
    detail: { channel: name, reason, ...(description !== '' && { description }), ...more },
  })
  if (health.state === 'unknown') return null
  if (health.state === 'expired') return find('channel_token', 'refused')
  if (health.state === 'unhooked') return find('channel_silent', 'not_subscribed')
  if (now !== null && health.expiresAt !== null && health.expiresAt - now < warnMs) {
    return find('channel_token', 'ends', { until: new Date(health.expiresAt).toISOString().slice(0, 10) })
  }
  if (unheard !== null && unheard.forMs >= silentMs && unheard.contacts >= leastContacts[type]) {
    return find('channel_silent', 'no_receipts')
  }
  return null
}
