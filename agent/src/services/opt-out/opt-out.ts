import type { OptOut } from '@sereno/shared/recipient.ts'
import { hashOfToken, keyOf } from '../../flow/stop-links.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import type { Tries } from '../tries.ts'

/** What the link in a mail stops. @throws {Fault} `not_found` for any that is not in force; `too_many` */
export const lookAtOptOut = async (house: House, tries: Tries, token: string, visitor: string): Promise<OptOut> =>
  optOutView(house, await addressOf(house, tries, token, visitor))

/** Stops the mails to the address that a link belongs to, or lets them come again. @throws {Fault} `not_found`, `too_many` */
export async function setOptOut(
  house: House,
  tries: Tries,
  { token, stopped }: { token: string; stopped: boolean },
  visitor: string,
): Promise<OptOut> {
  const address = await addressOf(house, tries, token, visitor)
  await house.store.recipients.setStopped(address, stopped, house.clock.now())
  if (stopped) house.bus.emit('outbox.dropped')
  house.log.info({ stopped }, 'a recipient stopped their mails, or wants them again')
  return optOutView(house, address)
}

async function addressOf(house: House, tries: Tries, token: string, visitor: string): Promise<string> {
  const attempt = tries.take([`address:${visitor}`])
  if ('waitSeconds' in attempt) throw new Fault('too_many', { values: { n: attempt.waitSeconds } })
  const address = await house.store.recipients.addressOfLink(hashOfToken(token))
  if (address === null) throw new Fault('not_found')
  attempt.right()
  return address
}

async function optOutView(house: House, address: string): Promise<OptOut> {
  const { venue, integrations } = house.book.read()
  const [standing] = await house.store.recipients.standing([address])
  return {
    venue: venue.name,
    email: address,
    stopped: standing !== undefined && standing.stoppedAt !== null,
    followUps: integrations
      .filter(({ active, test, emails }) => active && !test && emails.some((email) => keyOf(email) === address))
      .map(({ name, sendAt }) => ({ name, sendAt })),
  }
}
