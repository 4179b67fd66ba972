import type { Access } from '@sereno/shared/api/contract.ts'
import type { Caller } from '../services/house.ts'

/** Whether someone may do this: their role is listed and, with a token, it has the scope (or `admin`). */
export function mayCall(caller: Caller, access: Access): boolean {
  if (access === 'public') return true
  // A device token stands for no person, so it opens nothing that is not said to be for iPads.
  if (caller.pad !== null) return access.iPads === true
  if (!access.roles.includes(caller.role)) return false
  return caller.scopes === null || caller.scopes.includes(access.scope) || caller.scopes.includes('admin')
}
