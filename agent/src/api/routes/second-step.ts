import type { secondStepContracts } from '@sereno/shared/api/second-step.ts'
import { Fault } from '../../services/fault.ts'
import type { House } from '../../services/house.ts'
import {
  beginSecondStep,
  confirmSecondStep,
  endOwnSecondStep,
  endSecondStep,
} from '../../services/second-step/second-step.ts'
import type { Tries } from '../../services/tries.ts'
import { findUser } from '../../services/users/find-user.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** The second step of signing in. */
export function secondStepRoutes(house: House, tries: Tries): Handlers<keyof typeof secondStepContracts> {
  return {
    'me.totp.begin': (call) => beginSecondStep(house, tries, call.caller, call.body, call),
    'me.totp.confirm': (call) => confirmSecondStep(house, tries, call.caller, call.body, call),
    'me.totp.end': async (call) => {
      await endOwnSecondStep(house, tries, call.caller, call.body, call)
      return undefined
    },
    'users.totp.end': async (call) => {
      const user = await findUser(house, idOf(call))
      // One's own goes by password and code alone: a browser that was left open must not do it.
      if (user.id === call.caller.userId) throw new Fault('not_allowed')
      await endSecondStep(house, user)
      return undefined
    },
  }
}
