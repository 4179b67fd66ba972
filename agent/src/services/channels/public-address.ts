import { createHmac, randomBytes } from 'node:crypto'
import type { PublicAddressSet } from '@sereno/shared/channel.ts'
import { changeBook } from '../change-book.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { newSecret, sameSecret } from '../secret.ts'

/** Nobody else knows it, and it is gone with us. */
const key = randomBytes(32)

/** What only we answer to a word. */
export const proofOf = (nonce: string): string => createHmac('sha256', key).update(nonce).digest('hex')

/**
 * Saves where the internet reaches us, and tells whether that is so as far as it can be seen from here.
 * @throws {Fault} `invalid` where the address is one of a local network
 */
export async function setPublicAddress(house: House, url: string | null): Promise<PublicAddressSet> {
  const reached = url === null ? null : await reachedAt(house, url)
  if (reached === 'never') throw new Fault('invalid', { fields: [{ path: 'url', message: 'public_address_local' }] })
  const before = house.book.read().publicAddress
  await changeBook(house, (draft) => {
    draft.publicAddress = url
  })
  if (url !== before) for (const { id } of house.book.read().channels) house.bus.emit('channel.changed', id)
  return { url, reached }
}

async function reachedAt(house: House, url: string): Promise<PublicAddressSet['reached'] | 'never'> {
  const nonce = newSecret()
  const answer = await house.outside.post(`${url}/api/v1/public-address/proof`, { nonce })
  if (answer.end === 'unreached') return 'no'
  if (answer.end !== 'answered') return answer.end
  return sameSecret(answer.text, JSON.stringify({ proof: proofOf(nonce) })) ? 'yes' : 'other'
}
