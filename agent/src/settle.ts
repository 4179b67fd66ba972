import { settleAudit } from './services/audit/settle-audit.ts'
import { settlePicks } from './services/conversations/settle-picks.ts'
import type { House } from './services/house.ts'
import { settleRecoveries } from './services/recovery/settle-recoveries.ts'
import { tellTickets } from './services/tickets/tell-tickets.ts'

const parts = { settleAudit, settleRecoveries, settlePicks, tellTickets }

/** Ends at the start what a power cut left half done. What cannot be ended, on a full disk too, keeps no watch from starting. */
export async function settle(house: House): Promise<void> {
  for (const [part, work] of Object.entries(parts))
    await work(house).catch((fault: unknown) => house.log.error({ fault, part }, 'what a power cut left is not ended'))
}
