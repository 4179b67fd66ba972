import { askRemoval } from '../../store/removal.ts'
import type { Caller, House } from '../house.ts'
import { provePassword } from '../session/prove-password.ts'
import type { Tries, Visitor } from '../tries.ts'
import { mustBeVenue } from './typed-name.ts'

/**
 * Removes the venue with all that is kept of it. Nothing goes before the agent has begun anew: it is then as on the first
 * day of the box, with another claim code.
 * @throws {Fault} `invalid` at `name` or `password`, `too_many`
 */
export async function removeVenue(
  house: House,
  tries: Tries,
  caller: Caller,
  { name, password }: { name: string; password: string },
  visitor: Visitor,
): Promise<void> {
  mustBeVenue(house, name)
  await provePassword(house, tries, caller.userId, { password, path: 'password' }, visitor)
  await askRemoval(house.config.data)
  house.log.warn({}, 'the venue is removed')
  house.beginAnew()
}
