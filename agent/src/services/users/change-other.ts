import type { BodyOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { Person } from '@sereno/shared/person.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { changeUser } from './change-user.ts'
import { findUser } from './find-user.ts'

/**
 * Changes a user, also oneself but for the e-mail, which asks for the password.
 * @throws {Fault} as `changeUser`, `invalid` at `email` where it is one's own
 */
export async function changeOther(
  house: House,
  caller: Caller,
  id: string,
  body: BodyOf<Api['users.change']>,
): Promise<Person> {
  const { email } = await findUser(house, id)
  if (id === caller.userId && body.email !== undefined && body.email !== email) {
    throw new Fault('invalid', { fields: [{ path: 'email', message: 'own_email' }] })
  }
  return changeUser(house, caller, id, body)
}
