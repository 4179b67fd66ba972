import type { subscriptionPatch } from '@sereno/shared/subscription.ts'
import type { AccountView } from '@sereno/shared/venue.ts'
import type { z } from 'zod'
import { changeBook } from '../change-book.ts'
import type { Caller, House } from '../house.ts'
import { findUser } from '../users/find-user.ts'
import { withoutUndefined } from '../without-undefined.ts'
import { accountOf } from './account-of.ts'
import { accountView } from './account-view.ts'
import { planOf } from './plan-of.ts'

/** Sets the plan; what it has no place for is out of service from now on. @throws {Fault} `not_found` where the caller is gone */
export async function changePlan(
  house: House,
  caller: Caller,
  { limits = {}, ...patch }: z.output<typeof subscriptionPatch>,
): Promise<AccountView> {
  const user = await findUser(house, caller.userId)
  const before = house.book.read().devices.filter(({ inService }) => inService)
  await changeBook(house, (draft) => {
    const plan = planOf(draft)
    const changed = { ...plan, ...withoutUndefined(patch), limits: { ...plan.limits, ...withoutUndefined(limits) } }
    draft.account = { ...accountOf(draft, user), subscription: changed }
  })
  const now = new Map(house.book.read().devices.map(({ id, inService }) => [id, inService]))
  for (const { id } of before) if (!now.get(id)) house.bus.emit('device.changed', id)
  return accountView(house, user)
}
