import { usageOf } from '@sereno/shared/places.ts'
import type { AccountView } from '@sereno/shared/venue.ts'
import type { UserRecord } from '../../store/people-types.ts'
import type { House } from '../house.ts'
import { accountOf } from './account-of.ts'
import { planOf } from './plan-of.ts'

/** The venue's account with its plan and what of it is used. */
export function accountView(house: House, user: UserRecord): AccountView {
  const document = house.book.read()
  const { subscription: _plan, ...account } = accountOf(document, user)
  return { ...account, ...planOf(document), usage: usageOf(document.devices) }
}
