import type { referralContracts } from '@sereno/shared/api/referral.ts'
import type { House } from '../../services/house.ts'
import { Pace } from '../../services/pace.ts'
import { getReferral } from '../../services/referral/get-referral.ts'
import { signUp } from '../../services/referral/sign-up.ts'
import type { Handlers } from '../handlers.ts'

/** Bringing others, and those who come. */
export function referralRoutes(house: House): Handlers<keyof typeof referralContracts> {
  const pace = new Pace(house.clock, 3, 60_000)
  return {
    'me.referral': ({ caller }) => getReferral(house, caller),
    signup: (call) => signUp(house, call.body, call, pace),
  }
}
