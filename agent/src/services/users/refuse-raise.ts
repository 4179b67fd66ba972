import { mayChangeUser, mayGiveRole } from '@sereno/shared/may-change-user.ts'
import type { Role } from '@sereno/shared/user.ts'
import type { UserRecord } from '../../store/people-types.ts'
import { Fault } from '../fault.ts'
import type { Caller } from '../house.ts'
import { personView } from './person-view.ts'

/** @throws {Fault} `not_allowed` where an advisor would change an admin, or make one of themselves or another */
export function refuseRaise({ role: mine }: Pick<Caller, 'role'>, user: UserRecord, role: Role = user.role): void {
  const person = personView(user)
  if (!mayChangeUser(mine, person) || !mayGiveRole(mine, person, role)) throw new Fault('not_allowed')
}
