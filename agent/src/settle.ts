import { settleAudit } from './services/audit/settle-audit.ts'
import { settlePicks } from './services/conversations/settle-picks.ts'
import type { House } from './services/house.ts'
import { settleRecoveries } from './services/recovery/settle-recoveries.ts'
import { tellTickets } from './services/tickets/tell-tickets.ts'

/** Ends at the start what a power cut left half done. */
export async function settle(house: House): Promise<void> {
  await settleAudit(house)
  await settleRecoveries(house)
  await settlePicks(house)
  await tellTickets(house).catch((fault: unknown) => house.log.error({ fault }, 'tickets wait to be told of'))
}
