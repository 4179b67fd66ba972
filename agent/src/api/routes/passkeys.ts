import type { passkeyContracts } from '@sereno/shared/api/passkeys.ts'
import type { House } from '../../services/house.ts'
import { Pace } from '../../services/pace.ts'
import { Challenges } from '../../services/passkeys/challenges.ts'
import {
  addPasskey,
  beginPasskey,
  listPasskeys,
  removePasskey,
  renamePasskey,
} from '../../services/passkeys/own-passkeys.ts'
import { askForPasskey, signInByPasskey } from '../../services/passkeys/sign-in-by-passkey.ts'
import { newSecret } from '../../services/secret.ts'
import type { Tries } from '../../services/tries.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'
import { siteOf } from '../passkey-site.ts'
import { passkeyCookie, passkeyMark, sessionCookie } from '../session.ts'

interface Came {
  origin: string
  cookie(name: string): string | null
  headers: Headers
}

/** Passkeys: one's own, and signing in by one. */
export function passkeyRoutes(house: House, tries: Tries): Handlers<keyof typeof passkeyContracts> {
  const challenges = new Challenges(house.clock)
  const pace = new Pace(house.clock, 30, 2000)
  /** The mark that the browser has, or a new one: what is begun in one tab must not spoil what was in another. */
  const begun = ({ origin, cookie, headers }: Came) => {
    const site = siteOf(origin)
    const had = cookie(passkeyMark) ?? ''
    const mark = /^[\w-]{43}$/u.test(had) ? had : newSecret()
    headers.append('set-cookie', passkeyCookie(mark))
    return { site, mark }
  }
  const at = ({ origin, cookie }: Came) => ({ site: siteOf(origin), mark: cookie(passkeyMark) ?? '' })
  return {
    'passkeys.list': (call) => listPasskeys(house, call.caller),
    'passkeys.begin': (call) =>
      beginPasskey(house, { tries, challenges }, call.caller, call.body, { ...call, ...begun(call) }),
    'passkeys.add': (call) => addPasskey(house, challenges, call.caller, call.body, at(call)),
    'passkeys.change': (call) => renamePasskey(house, call.caller, idOf(call), call.body),
    'passkeys.remove': async (call) => {
      await removePasskey(house, tries, call.caller, idOf(call), call.body, call)
      return undefined
    },
    'session.passkey.begin': async (call) => askForPasskey(challenges, pace, { ...call, ...begun(call) }),
    'session.passkey': async (call) => {
      const { me, secret } = await signInByPasskey(house, { tries, challenges }, call.body, { ...call, ...at(call) })
      call.headers.append('set-cookie', sessionCookie(secret))
      return me
    },
  }
}
