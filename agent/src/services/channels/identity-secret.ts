import { openIdentity, sealIdentity } from '../../flow/channel-secrets.ts'
import { changeBook } from '../change-book.ts'
import type { House } from '../house.ts'
import { newSecret } from '../secret.ts'
import { findOfType } from './find-channel.ts'

/**
 * The secret with which a site signs who its visitors are; made when it is first asked for. A new one ends the old.
 * @throws {Fault} `not_found`
 */
export async function identitySecret(house: House, id: string, renew: boolean): Promise<{ secret: string }> {
  const kept = openIdentity(house.sealer, findOfType(house.book.read(), id, 'live-chat'))
  if (kept !== null && !renew) return { secret: kept }
  const secret = newSecret()
  return changeBook(house, (draft) => {
    const channel = findOfType(draft, id, 'live-chat')
    // Two may ask for the first one at once: whoever comes second gets what the other was given.
    const made = renew ? null : openIdentity(house.sealer, channel)
    if (made !== null) return { secret: made }
    channel.sealed = sealIdentity(house.sealer, id, secret)
    return { secret }
  })
}
