import type { Page } from '@sereno/shared/field.ts'
import type { Token } from '@sereno/shared/token.ts'
import { iso } from '../../clock.ts'
import type { PageRequest } from '../../store/page-request.ts'
import type { TokenRecord } from '../../store/people-types.ts'
import type { House } from '../house.ts'

/** Every token of the venue, without its secret. */
export async function listTokens(house: House, page: PageRequest): Promise<Page<Token>> {
  const { items, nextCursor } = await house.store.people.tokens(page)
  return { items: items.map(describeToken), nextCursor }
}

/** A token as the API shows it. */
export const describeToken = (record: TokenRecord): Token => ({
  id: record.id,
  name: record.name,
  scopes: record.scopes,
  createdAt: iso(record.createdAt),
  expiresAt: record.expiresAt === null ? null : iso(record.expiresAt),
  lastUsedAt: record.lastUsedAt === null ? null : iso(record.lastUsedAt),
})
