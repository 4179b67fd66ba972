import { api } from '@sereno/shared/api/index.ts'
import type { trustContracts } from '@sereno/shared/api/trust.ts'
import { Fault } from '../../services/fault.ts'
import type { House } from '../../services/house.ts'
import { trustProfile } from '../../services/trust/profile.ts'
import { makeTrustAnew, viewTrust } from '../../services/trust/view-trust.ts'
import type { Handlers } from '../handlers.ts'

/** Encryption on the local network. */
export function trustRoutes(house: House): Handlers<keyof typeof trustContracts> {
  return {
    'trust.get': async () => viewTrust(house),
    'trust.authority': () => makeTrustAnew(house),
    // Any page may see that it was answered; there is nothing else to see.
    'trust.check': async ({ headers }) => {
      headers.set('access-control-allow-origin', '*')
      headers.set('cross-origin-resource-policy', 'cross-origin')
    },
    'trust.profile': async ({ language, headers }) =>
      file(await trustProfile(house, language), api['trust.profile'].contentType, 'sereno.mobileconfig', headers),
    'trust.certificate': async ({ headers }) =>
      file(await house.trust.give(), api['trust.certificate'].contentType, 'sereno.crt', headers),
  }
}

function file(content: string | Buffer | null, type: string, name: string, headers: Headers): Response {
  if (content === null) throw new Fault('not_found')
  const answer = new Headers(headers)
  answer.set('content-type', type)
  answer.set('content-disposition', `attachment; filename="${name}"`)
  return new Response(typeof content === 'string' ? content : new Uint8Array(content), { headers: answer })
}
