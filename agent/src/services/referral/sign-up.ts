import { say } from '@sereno/shared/locales/index.ts'
import type { SignupInput } from '@sereno/shared/referral.ts'
import { makeId } from '../../store/make-id.ts'
import type { House } from '../house.ts'
import { networkOf } from '../network-of.ts'
import type { Pace } from '../pace.ts'
import { openTicket } from '../tickets/add-ticket.ts'
import type { Visitor } from '../tries.ts'

/**
 * Takes down that someone wants an account: a ticket for an advisor, and a lead of whoever brought them. A token that
 * nobody has is answered like any other.
 * @throws {Fault} `too_often`, `tickets_full`
 */
export async function signUp(
  house: House,
  { ref = '', name, venue, contact, message = '' }: SignupInput,
  visitor: Visitor,
  pace: Pace,
): Promise<{ accepted: true }> {
  pace.keep(networkOf(visitor.address))
  const { referrals } = house.store
  const userId = ref === '' ? null : await referrals.owner(ref)
  const by = userId === null ? null : await house.store.people.user(userId)
  const facts = [`${name}, ${venue}`, contact, ...(by === null ? [] : [`← ${by.fullName} (${by.username})`])]
  const text = [facts.join('\n'), message.trim()].filter((part) => part !== '').join('\n\n')
  const language = house.book.read().account?.language ?? 'en'
  const subject = say(language, 'mail.signup.subject', { venue })
  const author = { userId: null, fullName: name }
  const ticket = await openTicket(house, author, { subject, text, urgency: 'normal' })
  await referrals.addLead({ id: makeId(), userId, at: house.clock.now(), name, venue, ticket })
  return { accepted: true }
}
