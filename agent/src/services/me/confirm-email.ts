import type { Person } from '@sereno/shared/person.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { networkOf } from '../network-of.ts'
import type { Pace } from '../pace.ts'
import { hashSecret } from '../secret.ts'
import type { Visitor } from '../tries.ts'
import { findUser } from '../users/find-user.ts'
import { confirmation } from '../users/new-email.ts'
import { personView } from '../users/person-view.ts'
import { throwRefused } from '../users/refused.ts'

/**
 * Confirms an address by the link that was mailed to it: the one a person has, or the one that is to take its place.
 * @throws {Fault} `link_over`, also where the address was changed again meanwhile; `too_often`
 */
export async function confirmEmail(
  house: House,
  token: string,
  visitor: Visitor,
  pace: Pace,
): Promise<{ email: string }> {
  pace.keep(networkOf(visitor.address))
  const { people, waysIn } = house.store
  const now = house.clock.now()
  const link = await waysIn.linkOf('confirm_email', hashSecret(token))
  const user = link === null ? null : await people.user(link.userId)
  if (link === null || user === null || link.expiresAt <= now || ![user.email, user.newEmail].includes(link.email)) {
    throw new Fault('link_over')
  }
  const patch = { email: link.email, newEmail: null, emailConfirmedAt: now }
  if (!(await waysIn.use(link, patch, []))) throw new Fault('link_over')
  return { email: link.email }
}

/**
 * Mails the link that confirms one's address.
 * @throws {Fault} `conflict` where it is confirmed and no other waits, `mail_not_configured`, `too_often`
 */
export async function sendConfirmation(house: House, caller: Caller, pace: Pace): Promise<Person> {
  if (house.mail.settings().settings === null) throw new Fault('mail_not_configured')
  const user = await findUser(house, caller.userId)
  const email = user.newEmail ?? (user.emailConfirmedAt === null ? user.email : null)
  if (email === null) throw new Fault('conflict')
  pace.keep(user.id)
  const { links, mails } = confirmation(house, user, email)
  throwRefused(await house.store.people.changeUser(user.id, {}, links, mails))
  house.bus.emit('outbox.filled')
  return personView(user)
}
