import { randomUUID } from 'node:crypto'
import type { Scope } from '@sereno/shared/token.ts'
import type { Role } from '@sereno/shared/user.ts'
import { hashSecret, newSecret } from '../../src/services/secret.ts'
import { claimCode } from '../../src/services/setup/claim-code.ts'
import { noon, type PretendHouse } from './house.ts'
import { newUser } from './new-user.ts'
import { cookieOf, firstSetUp, type Served } from './served.ts'

/** Sets the house up as Ana, its admin; gives her cookie. */
export async function setUp({ house, ask }: Served): Promise<string> {
  const answer = await ask('POST', '/api/v1/setup', { json: firstSetUp((await claimCode(house)) ?? '') })
  return cookieOf(answer)
}

/** A bearer token of a person with a role, put straight into the store. */
export async function tokenOf(house: PretendHouse, userId: string, scopes: Scope[]): Promise<string> {
  const secret = `sereno_${newSecret()}`
  const token = { id: randomUUID(), hash: hashSecret(secret), userId, name: 'test', scopes }
  const unused = { lastUsedAt: null, lastAddress: null, replacedAt: null, toldAt: null }
  await house.store.tokens.add({ ...token, ...unused, addresses: [], createdAt: noon, expiresAt: null }, 100)
  return secret
}

/** The first user with a role of the test's choice, and the account; without the walk through set-up. */
export async function addPerson(house: PretendHouse, role: Role): Promise<string> {
  const id = randomUUID()
  const named = newUser({ id, fullName: 'Ana Puig', email: 'ana@example.com', phone: null })
  await house.store.people.addFirst({ ...named, role, language: null, createdAt: noon })
  await house.book.change((draft) => {
    const createdAt = new Date(noon).toISOString()
    draft.account = { company: 'Bar Pepe', email: named.email, language: 'es', timezone: 'Europe/Madrid', createdAt }
  })
  return id
}
