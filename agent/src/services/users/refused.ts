import type { UserRefusal } from '../../store/people-types.ts'
import { Fault } from '../fault.ts'

const taken = (path: string) => new Fault('invalid', { fields: [{ path, message: 'already_taken' }] })

const faults: Record<UserRefusal, () => Fault> = {
  not_found: () => new Fault('not_found'),
  username_taken: () => taken('username'),
  phone_taken: () => taken('phone'),
  last_admin: () => new Fault('last_admin'),
}

/** @throws {Fault} where the store refused a change of a user: `not_found`, `last_admin`, `invalid` */
export function throwRefused(refusal: UserRefusal | null): void {
  if (refusal !== null) throw faults[refusal]()
}
