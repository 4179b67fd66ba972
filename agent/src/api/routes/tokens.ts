import type { tokenContracts } from '@sereno/shared/api/tokens.ts'
import type { House } from '../../services/house.ts'
import { createToken } from '../../services/tokens/create-token.ts'
import { listTokens } from '../../services/tokens/list-tokens.ts'
import { revokeToken } from '../../services/tokens/revoke-token.ts'
import { rotateToken } from '../../services/tokens/rotate-token.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** Tokens by which other programs speak with the agent. */
export function tokensRoutes(house: House): Handlers<keyof typeof tokenContracts> {
  return {
    'tokens.list': ({ query }) => listTokens(house, query),
    'tokens.create': ({ caller, body }) => createToken(house, caller, body),
    'tokens.rotate': (call) => rotateToken(house, idOf(call)),
    'tokens.revoke': async (call) => {
      await revokeToken(house, call.caller, idOf(call))
      return undefined
    },
  }
}
