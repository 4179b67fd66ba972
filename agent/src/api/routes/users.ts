import type { usersContracts } from '@sereno/shared/api/users.ts'
import type { House } from '../../services/house.ts'
import { changeMe } from '../../services/me/change-me.ts'
import { changePassword } from '../../services/me/change-password.ts'
import { sendConfirmation } from '../../services/me/confirm-email.ts'
import { askDeletion, cancelDeletion } from '../../services/me/deletion.ts'
import { Pace } from '../../services/pace.ts'
import type { Tries } from '../../services/tries.ts'
import { addUser } from '../../services/users/add-user.ts'
import { changeOther } from '../../services/users/change-other.ts'
import { findUser } from '../../services/users/find-user.ts'
import { listUsers } from '../../services/users/list-users.ts'
import { personView } from '../../services/users/person-view.ts'
import { removeUser } from '../../services/users/remove-user.ts'
import { welcomeAgain } from '../../services/users/welcome-again.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** Users, and what one changes of oneself. */
export function usersRoutes(house: House, tries: Tries): Handlers<keyof typeof usersContracts> {
  const pace = new Pace(house.clock, 3, 60_000)
  return {
    'users.list': ({ query }) => listUsers(house, query),
    'users.add': ({ caller, body }) => addUser(house, caller, body),
    'users.get': async (call) => personView(await findUser(house, idOf(call))),
    'users.change': (call) => changeOther(house, call.caller, idOf(call), call.body),
    'users.remove': async (call) => {
      await removeUser(house, idOf(call))
      return undefined
    },
    'users.welcome': (call) => welcomeAgain(house, call.caller, idOf(call), pace),
    'me.get': async ({ caller }) => personView(await findUser(house, caller.userId)),
    'me.change': (call) => changeMe(house, tries, call.caller, call.body, call),
    'me.password': async (call) => {
      await changePassword(house, tries, call.caller, call.body, call)
      return undefined
    },
    'me.deletion.ask': ({ caller, body }) => askDeletion(house, caller, body.username),
    'me.deletion.cancel': async ({ caller }) => {
      await cancelDeletion(house, caller)
      return undefined
    },
    'me.email.send': ({ caller }) => sendConfirmation(house, caller, pace),
  }
}
