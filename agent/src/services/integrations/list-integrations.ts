import type { Page } from '@sereno/shared/field.ts'
import type { Integration } from '@sereno/shared/integration.ts'
import type { PageRequest } from '../../store/page-request.ts'
import type { House } from '../house.ts'
import { pageOf } from '../page-of.ts'
import { integrationView } from './integration-view.ts'

/** Integrations in the order in which they were added. */
export async function listIntegrations(house: House, page: PageRequest): Promise<Page<Integration>> {
  const { items, nextCursor } = pageOf(house.book.read().integrations, page)
  return { items: await Promise.all(items.map((setting) => integrationView(house, setting))), nextCursor }
}
