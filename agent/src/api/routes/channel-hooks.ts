import type { channelHookContracts } from '@sereno/shared/api/channel-hooks.ts'
import { hookReceiver } from '../../services/channel-hooks/receive-hook.ts'
import { verifyHook } from '../../services/channel-hooks/verify-hook.ts'
import type { House } from '../../services/house.ts'
import { Pace } from '../../services/pace.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'
import { Refusal } from '../problem.ts'

const answer = (text: string) =>
  new Response(text, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  })

/** What Meta's servers call. */
export function channelHookRoutes(house: House): Handlers<keyof typeof channelHookContracts> {
  // Only what is wrong is held up: behind a proxy, whoever guesses comes from the same address as Meta.
  const wrong = new Pace(house.clock, 20, 3000)
  const receive = hookReceiver(house, wrong)
  return {
    'hooks.verify': async (call) => {
      const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = call.query
      return answer(verifyHook(house, idOf(call), { mode, token, challenge }, wrong))
    },
    'hooks.receive': async (call) => {
      if (call.upload === undefined) throw new Refusal('malformed')
      await receive(idOf(call), { ...call.upload, whence: call.whence })
      return answer('EVENT_RECEIVED')
    },
  }
}
