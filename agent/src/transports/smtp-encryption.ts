import type { MailSettings } from '@sereno/shared/venue.ts'
import { nearness } from './near-address.ts'

type Asked = Pick<MailSettings, 'security' | 'user'>

/** Plain text: only where it was not forbidden, to this machine or a private network, and without credentials. */
export const mayBePlain = (address: string, settings: Asked): boolean =>
  settings.security === 'auto' && settings.user === '' && nearness(address) !== 'public'

/**
 * A certificate that cannot be verified protects from listening, not from whoever stands between and sends its own. So
 * it passes only where nothing is lost by that: on this machine, and in the private network without credentials (a mail
 * relay of the house with a certificate that it made itself). Others are made known by `NODE_EXTRA_CA_CERTS`.
 */
export function mayBeUnverified(address: string, settings: Asked): boolean {
  const near = nearness(address)
  return near === 'loopback' || (near === 'private' && settings.user === '')
}
