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
  await changeBook(house, (draft) => {
    findOfType(draft, id, 'live-chat').sealed = sealIdentity(house.sealer, id, secret)
  })
  return { secret }
}
