import type { QueryOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { AuditEntry } from '@sereno/shared/audit.ts'
import type { Page } from '@sereno/shared/field.ts'
import { iso } from '../../clock.ts'
import type { House } from '../house.ts'

/** Who changed what, newest first. @throws {CursorFault} */
export async function listAudit(house: House, query: QueryOf<Api['audit.list']>): Promise<Page<AuditEntry>> {
  const { q, since, until, ...page } = query
  const moment = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text))
  const { items, nextCursor } = await house.store.audit.list({ q, since: moment(since), until: moment(until) }, page)
  return { items: items.map(({ settings: _, at, ...entry }) => ({ ...entry, at: iso(at) })), nextCursor }
}
