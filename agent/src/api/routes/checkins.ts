import type { checkinContracts } from '@sereno/shared/api/checkins.ts'
import { setAppPassword } from '../../services/account/set-app-password.ts'
import { addCheckin } from '../../services/checkins/add-checkin.ts'
import { pairIpad } from '../../services/checkins/pair-ipad.ts'
import { unpairIpad } from '../../services/checkins/unpair-ipad.ts'
import type { House } from '../../services/house.ts'
import { Pace } from '../../services/pace.ts'
import type { Tries } from '../../services/tries.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** iPads that tell how they are, and how they come by their token. */
export function checkinRoutes(house: House, tries: Tries): Handlers<keyof typeof checkinContracts> {
  // One in five seconds, and as many at once as come due in a minute; 60 events at once, and then one in 20 seconds.
  const paces = { checkins: new Pace(house.clock, 12, 5000), events: new Pace(house.clock, 60, 20_000) }
  return {
    'checkins.pair': ({ body, address }) => pairIpad(house, tries, body, address),
    'checkins.add': ({ body, caller, address }) => addCheckin(house, paces, caller, body, address),
    'checkins.unpair': async (call) => {
      await unpairIpad(house, idOf(call))
      return undefined
    },
    'account.appPassword': async ({ body, caller }) => {
      await setAppPassword(house, caller, body)
      return undefined
    },
  }
}
