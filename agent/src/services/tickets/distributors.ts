import type { Language } from '@sereno/shared/field.ts'
import type { UserRecord } from '../../store/people-types.ts'
import type { House } from '../house.ts'
import { languageTo } from '../users/letter-to.ts'

/** Someone at the distributor, to be told of tickets. */
export interface Distributor {
  email: string
  language: Language
  userId: string | null
}

/** Nobody needs more copies than this. */
const most = 5

/** Whom tickets are mailed to: the address that the account names, else the advisors who may come in here. */
export async function distributors(house: House): Promise<Distributor[]> {
  const { account } = house.book.read()
  if (account?.supportEmail) return [{ email: account.supportEmail, language: account.language, userId: null }]
  const found: UserRecord[] = []
  let cursor: string | undefined
  do {
    const page = await house.store.people.users({ limit: 500, cursor })
    found.push(...page.items.filter(({ role, disabledAt }) => role === 'advisor' && disabledAt === null))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && found.length < most)
  return found.slice(0, most).map((user) => ({ email: user.email, language: languageTo(house, user), userId: user.id }))
}
