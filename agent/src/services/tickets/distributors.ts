import type { Language } from '@sereno/shared/field.ts'
import type { House } from '../house.ts'
import { languageTo } from '../users/letter-to.ts'
import { usersOfRoles } from '../users/users-of-roles.ts'

/** Someone at the distributor, to be told of tickets. */
export interface Distributor {
  email: string
  language: Language
  userId: string | null
}

/** Whom tickets are mailed to: the address that the account names, else the advisors who may come in here. */
export async function distributors(house: House): Promise<Distributor[]> {
  const { account } = house.book.read()
  if (account?.supportEmail) return [{ email: account.supportEmail, language: account.language, userId: null }]
  const advisors = await usersOfRoles(house, ['advisor'])
  return advisors.map((user) => ({ email: user.email, language: languageTo(house, user), userId: user.id }))
}
