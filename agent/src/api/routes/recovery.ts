import type { recoveryContracts } from '@sereno/shared/api/recovery.ts'
import type { House } from '../../services/house.ts'
import { confirmEmail } from '../../services/me/confirm-email.ts'
import { Pace } from '../../services/pace.ts'
import { askRecovery, canMail } from '../../services/recovery/ask-recovery.ts'
import { completeRecovery } from '../../services/recovery/complete-recovery.ts'
import type { Tries } from '../../services/tries.ts'
import type { Handlers } from '../handlers.ts'

/** The ways back in, by mail. */
export function recoveryRoutes(house: House, tries: Tries): Handlers<keyof typeof recoveryContracts> {
  const pace = new Pace(house.clock, 10, 6000)
  return {
    'recovery.get': async () => ({ mail: canMail(house) }),
    'recovery.ask': (call) => askRecovery(house, { login: call.body.username, wanted: 'reset' }, call, pace),
    'recovery.usernames': (call) => askRecovery(house, { login: call.body.email, wanted: 'usernames' }, call, pace),
    'recovery.complete': async (call) => {
      await completeRecovery(house, tries, call.body, call)
      return undefined
    },
    'email.confirm': (call) => confirmEmail(house, call.body.token, call, pace),
  }
}
