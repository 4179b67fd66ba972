import type { Person } from './person.ts'
import type { Role } from './user.ts'

/**
 * Whether someone who manages users may change this one. An advisor invites the venue's admins, but whoever came in as one
 * is changed by admins alone: another e-mail would be a way into their account.
 */
export const mayChangeUser = (mine: Role, { role, state }: Pick<Person, 'role' | 'state'>): boolean =>
  mine === 'admin' || role !== 'admin' || state === 'invited'

/** Whether someone may give a user that role: only admins make an admin of somebody who is there already. */
export const mayGiveRole = (mine: Role, { role }: Pick<Person, 'role'>, wanted: Role): boolean =>
  mine === 'admin' || wanted !== 'admin' || role === 'admin'
