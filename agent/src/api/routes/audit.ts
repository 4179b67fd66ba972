import type { auditContracts } from '@sereno/shared/api/audit.ts'
import { listAudit } from '../../services/audit/list-audit.ts'
import type { House } from '../../services/house.ts'
import type { Handlers } from '../handlers.ts'

/** Who changed what. */
export const auditRoutes = (house: House): Handlers<keyof typeof auditContracts> => ({
  'audit.list': ({ query }) => listAudit(house, query),
})
