import type { AuditRecord } from '../../store/audit-types.ts'
import type { House } from '../house.ts'
import { settingsHash } from './note.ts'

/** What was begun when the power went: the settings show whether it was made. Once, at the start. */
export async function settleAudit(house: House): Promise<void> {
  const now = settingsHash(house.book.read())
  const { audit } = house.store
  for (const { id, settings } of await audit.open()) await audit.settle(id, outcome(settings, now))
}

function outcome(settings: AuditRecord['settings'], now: string): AuditRecord['state'] {
  if (settings?.after === now) return 'done'
  return settings?.before === now ? 'failed' : 'unknown'
}
