import type { BodyOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { Person } from '@sereno/shared/person.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { provePassword } from '../session/prove-password.ts'
import type { Tries, Visitor } from '../tries.ts'
import { changeUser } from '../users/change-user.ts'
import { findUser } from '../users/find-user.ts'

/**
 * Changes what is known of oneself. An e-mail is a way to a new password: a browser that was left open, or a token, must
 * not change it alone.
 * @throws {Fault} `too_many`, `invalid` at `password`, where the phone is taken
 */
export async function changeMe(
  house: House,
  tries: Tries,
  caller: Caller,
  { password, ...patch }: BodyOf<Api['me.change']>,
  visitor: Visitor,
): Promise<Person> {
  const { id, email } = await findUser(house, caller.userId)
  if (patch.email !== undefined && patch.email !== email) {
    if (password === undefined) throw new Fault('invalid', { fields: [{ path: 'password', message: 'required' }] })
    await provePassword(house, tries, id, { password, path: 'password' }, visitor)
  }
  return changeUser(house, caller, id, patch)
}
