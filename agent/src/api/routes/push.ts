import type { pushContracts } from '@sereno/shared/api/push.ts'
import type { House } from '../../services/house.ts'
import { Pace } from '../../services/pace.ts'
import {
  addPushSubscription,
  listPushSubscriptions,
  removePushSubscription,
  testPush,
} from '../../services/push/push-subscriptions.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** A person's browsers that get pushes. */
export function pushRoutes(house: House): Handlers<keyof typeof pushContracts> {
  const tests = new Pace(house.clock, 5, 60_000)
  return {
    'me.push.list': ({ caller }) => listPushSubscriptions(house, caller),
    'me.push.add': (call) => addPushSubscription(house, call.caller, call.body, call),
    'me.push.remove': async (call) => {
      await removePushSubscription(house, call.caller, idOf(call))
      return undefined
    },
    'me.push.test': async (call) => {
      tests.keep(call.caller.userId)
      await testPush(house, call.caller, idOf(call))
      return undefined
    },
  }
}
