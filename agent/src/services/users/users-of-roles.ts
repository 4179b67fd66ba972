import type { Role } from '@sereno/shared/user.ts'
import type { UserRecord } from '../../store/people-types.ts'
import type { House } from '../house.ts'

/** Nobody needs more copies of a mail than this. */
const most = 5

/** Those of some roles who may come in, by name; the first few, as mails go to them. */
export async function usersOfRoles(house: House, roles: readonly Role[]): Promise<UserRecord[]> {
  const found: UserRecord[] = []
  let cursor: string | undefined
  do {
    const page = await house.store.people.users({ limit: 500, cursor })
    found.push(...page.items.filter(({ role, disabledAt }) => roles.includes(role) && disabledAt === null))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && found.length < most)
  return found.slice(0, most)
}
