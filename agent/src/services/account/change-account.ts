import type { AccountView, accountPatch } from '@sereno/shared/venue.ts'
import type { z } from 'zod'
import { changeBook } from '../change-book.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { tellTickets } from '../tickets/tell-tickets.ts'
import { mayAnswer } from '../tickets/ticket-rules.ts'
import { accountOf } from './account-of.ts'
import { accountView } from './account-view.ts'

/**
 * Changes company, e-mail, language, time zone or where tickets are mailed to; what is left out stays.
 * @throws {Fault} `not_found` where the caller is gone, `invalid`; `not_allowed` for the support e-mail, which advisors and
 * admins set
 */
export async function changeAccount(
  house: House,
  caller: Caller,
  patch: z.output<typeof accountPatch>,
): Promise<AccountView> {
  if (patch.supportEmail !== undefined && !mayAnswer(caller)) throw new Fault('not_allowed')
  const user = await house.store.people.user(caller.userId)
  if (user === null) throw new Fault('not_found')
  await changeBook(house, (draft) => {
    draft.account = Object.assign({ ...accountOf(draft, user) }, patch)
  })
  // Who is named now gets to know of what is open.
  if (patch.supportEmail !== undefined) await tellTickets(house)
  return accountView(house, user)
}
