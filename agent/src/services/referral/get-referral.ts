import { randomBytes } from 'node:crypto'
import type { Referral } from '@sereno/shared/referral.ts'
import { iso } from '../../clock.ts'
import type { Caller, House } from '../house.ts'

/** A person's referral link, made when they first look at it, and who came by it. What they wrote is in the ticket. */
export async function getReferral(house: House, caller: Caller): Promise<Referral> {
  const { referrals } = house.store
  const token = await referrals.token(caller.userId, randomBytes(9).toString('base64url'))
  const leads = await referrals.leads(caller.userId)
  return {
    token,
    link: `${house.config.publicUrl}/signup?ref=${token}`,
    leads: leads.map(({ id, at, name, venue, ticket }) => ({ id, at: iso(at), name, venue, ticket })),
  }
}
