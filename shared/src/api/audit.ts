import { z } from 'zod'
import { auditEntry } from '../audit.ts'
import { listOf, momentIn, page } from '../field.ts'
import { admins, contracts } from './contract.ts'

/** Who changed what. */
export const auditContracts = contracts({
  'audit.list': {
    method: 'GET',
    path: '/api/v1/system/audit',
    access: { scope: 'admin', roles: admins },
    summary: 'Who changed what, when and from where, newest first; kept as long as the activity log',
    query: z.strictObject({
      ...page,
      /** In the person, the thing or a changed field. */
      q: z.string().trim().max(100).optional(),
      since: momentIn.optional(),
      until: momentIn.optional(),
    }),
    status: 200,
    response: listOf(auditEntry),
  },
})
