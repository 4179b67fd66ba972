import type { optOutContracts } from '@sereno/shared/api/opt-out.ts'
import type { House } from '../../services/house.ts'
import { lookAtOptOut, setOptOut } from '../../services/opt-out/opt-out.ts'
import type { Tries } from '../../services/tries.ts'
import type { Handlers } from '../handlers.ts'

/** Stopping mails by the link in them; for anyone who has it. */
export function optOutRoutes(house: House, tries: Tries): Handlers<keyof typeof optOutContracts> {
  return {
    'optOut.look': ({ body, address }) => lookAtOptOut(house, tries, body.token, address),
    'optOut.set': ({ body, address }) => setOptOut(house, tries, body, address),
  }
}
