import { reasonsAgainst } from '../../services/health/reasons-against.ts'
import type { House } from '../../services/house.ts'
import type { Handlers } from '../handlers.ts'

/** What a supervisor asks: does the process answer, and is it fit to work? */
export function healthRoutes(house: House): Handlers<'healthz' | 'readyz'> {
  return {
    healthz: async () => ({ ok: true }),
    readyz: async () => {
      const reasons = await reasonsAgainst(house)
      const { startId } = house.config
      const told = { ready: reasons.length === 0, reasons, ...(startId !== undefined && { start: startId }) }
      return Response.json(told, { status: reasons.length === 0 ? 200 : 503 })
    },
  }
}
