import type { tokenContracts } from '@sereno/shared/api/tokens.ts'
import type { House } from '../../services/house.ts'
import { getPrivateToken, makePrivateToken, revealPrivateToken } from '../../services/me/private-token.ts'
import { createToken } from '../../services/tokens/create-token.ts'
import { listTokens } from '../../services/tokens/list-tokens.ts'
import { revokeToken } from '../../services/tokens/revoke-token.ts'
import { rotateToken } from '../../services/tokens/rotate-token.ts'
import type { Tries } from '../../services/tries.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** Tokens by which other programs speak with the agent. */
export function tokensRoutes(house: House, tries: Tries): Handlers<keyof typeof tokenContracts> {
  return {
    'tokens.list': ({ query }) => listTokens(house, query),
    'tokens.create': ({ caller, body }) => createToken(house, caller, body),
    'tokens.rotate': (call) => rotateToken(house, call.caller, idOf(call)),
    'tokens.revoke': async (call) => {
      await revokeToken(house, call.caller, idOf(call))
      return undefined
    },
    'me.privateToken.get': ({ caller }) => getPrivateToken(house, caller),
    'me.privateToken.make': (call) => makePrivateToken(house, tries, call.caller, call.body, call),
    'me.privateToken.reveal': (call) => revealPrivateToken(house, tries, call.caller, call.body, call),
  }
}
