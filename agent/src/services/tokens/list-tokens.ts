import type { Page } from '@sereno/shared/field.ts'
import type { Token } from '@sereno/shared/token.ts'
import { iso, isoOrNull } from '../../clock.ts'
import type { PageRequest } from '../../store/page-request.ts'
import type { OwnedToken } from '../../store/token-types.ts'
import type { House } from '../house.ts'

/** Every token of the venue, without its secret. @throws {CursorFault} */
export async function listTokens(house: House, page: PageRequest): Promise<Page<Token>> {
  const { items, nextCursor } = await house.store.tokens.list(page)
  return { items: items.map(({ token, user }) => describeToken(token, user.fullName)), nextCursor }
}

/** A token as the API shows it. */
export const describeToken = (token: OwnedToken['token'], owner: string): Token => ({
  id: token.id,
  name: token.name,
  scopes: token.scopes,
  addresses: token.addresses,
  owner,
  createdAt: iso(token.createdAt),
  expiresAt: isoOrNull(token.expiresAt),
  lastUsedAt: isoOrNull(token.lastUsedAt),
  lastAddress: token.lastAddress,
  replacedAt: isoOrNull(token.replacedAt),
})
