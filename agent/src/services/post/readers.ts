import type { Role } from '@sereno/shared/user.ts'
import type { UserRecord } from '../../store/people-types.ts'
import type { House } from '../house.ts'

/** Someone who may come in, and is known to be reached at their address. */
export interface Reader extends UserRecord {
  emailConfirmedAt: number
}

const pageSize = 500

/** Everybody who can be mailed, by name: an address that nobody confirmed may be a stranger’s. */
export async function readers(house: House): Promise<Reader[]> {
  const found: Reader[] = []
  let cursor: string | undefined
  do {
    const page = await house.store.people.users({ limit: pageSize, cursor })
    found.push(...page.items.filter(isReader))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return found
}

const isReader = (user: UserRecord): user is Reader => user.emailConfirmedAt !== null && user.disabledAt === null

/** Those whom the venue itself concerns. */
const stewards: readonly Role[] = ['admin', 'advisor']
export const isSteward = ({ role }: UserRecord): boolean => stewards.includes(role)
