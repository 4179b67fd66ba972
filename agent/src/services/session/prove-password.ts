import type { UserRecord } from '../../store/people-types.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import type { Tries, Visitor } from '../tries.ts'
import { findUser } from '../users/find-user.ts'
import { isPassword } from './password.ts'

/**
 * The person themselves, by the password they have, for what a browser that was left open must not do alone.
 * @param path the field that it was typed into
 * @throws {Fault} `too_many`, `invalid` at that field
 */
export async function provePassword(
  house: House,
  tries: Tries,
  userId: string,
  { password, path }: { password: string; path: string },
  { address }: Pick<Visitor, 'address'>,
): Promise<UserRecord> {
  const user = await findUser(house, userId)
  const attempt = tries.take([`address:${address}`, `account:${user.id}`])
  if ('waitSeconds' in attempt) throw new Fault('too_many', { values: { n: attempt.waitSeconds } })
  if (!(await isPassword(password, user.passwordHash))) {
    throw new Fault('invalid', { fields: [{ path, message: 'wrong_current' }] })
  }
  attempt.right()
  return user
}
