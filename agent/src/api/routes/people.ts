import type { peopleContracts } from '@sereno/shared/api/people.ts'
import { changeAccount } from '../../services/account/change-account.ts'
import { changePlan } from '../../services/account/change-plan.ts'
import { getAccount } from '../../services/account/get-account.ts'
import type { House } from '../../services/house.ts'
import { signIn } from '../../services/session/sign-in.ts'
import { whoAmI } from '../../services/session/who-am-i.ts'
import { whoComes } from '../../services/session/who-comes.ts'
import { endOtherSessions, endSession } from '../../services/sessions/end-session.ts'
import { listSessions } from '../../services/sessions/list-sessions.ts'
import { checkClaimCode, completeSetup, isSetupNeeded } from '../../services/setup/complete-setup.ts'
import type { Tries } from '../../services/tries.ts'
import type { Handlers } from '../handlers.ts'
import { noSessionCookie, sessionCookie } from '../session.ts'

/** Set-up, sign-in, sessions and the account. */
export function peopleRoutes(house: House, tries: Tries): Handlers<keyof typeof peopleContracts> {
  return {
    'start.get': ({ caller }) => whoComes(house, caller),
    'setup.get': async () => ({ needed: await isSetupNeeded(house) }),
    'setup.complete': async (call) => {
      const { me, secret } = await completeSetup(house, tries, call.body, call)
      call.headers.append('set-cookie', sessionCookie(secret))
      return me
    },
    'setup.check': async (call) => {
      await checkClaimCode(house, tries, call.body.code, call)
    },
    'session.create': async (call) => {
      const { me, secret } = await signIn(house, tries, call.body, call)
      call.headers.append('set-cookie', sessionCookie(secret))
      return me
    },
    'session.get': ({ caller }) => whoAmI(house, caller.userId),
    'session.end': async ({ caller, headers }) => {
      if (caller.sessionId !== null) await endSession(house, caller.userId, caller.sessionId)
      headers.append('set-cookie', noSessionCookie())
      return undefined
    },
    'sessions.list': ({ caller, query }) => listSessions(house, caller, query),
    'sessions.endOthers': async ({ caller }) => {
      await endOtherSessions(house, caller)
      return undefined
    },
    'sessions.end': async ({ caller, params, headers }) => {
      await endSession(house, caller.userId, params.id ?? '')
      if (params.id === caller.sessionId) headers.append('set-cookie', noSessionCookie())
      return undefined
    },
    'account.get': ({ caller }) => getAccount(house, caller),
    'account.plan': ({ caller, body }) => changePlan(house, caller, body),
    'account.change': ({ caller, body }) => changeAccount(house, caller, body),
  }
}
