import type { ResponseOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { Caller, House } from '../house.ts'
import { isSetupNeeded } from '../setup/complete-setup.ts'
import { whoAmI } from './who-am-i.ts'

/** Whether the set-up is still to be done, and the person of the browser's session; a token is nobody's visit. */
export async function whoComes(house: House, caller: Caller | null): Promise<ResponseOf<Api['start.get']>> {
  const isSignedIn = caller !== null && caller.sessionId !== null
  return { setupNeeded: await isSetupNeeded(house), me: isSignedIn ? await whoAmI(house, caller.userId) : null }
}
