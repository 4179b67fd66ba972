import { z } from 'zod'
import { device } from '../device.ts'
import { contracts, technicians } from './contract.ts'
import { outcomeView } from './watch.ts'

const base = '/api/v1/devices/:id'
const changes = { scope: 'devices:write', roles: technicians } as const

/** What is done to a device, beside looking at it. */
export const deviceCareContracts = contracts({
  'devices.testSlip': {
    method: 'POST',
    path: `${base}/test-slip`,
    access: changes,
    summary: 'Print a short slip; never repeated by itself',
    body: z.strictObject({ confirm: z.literal(true) }),
    status: 200,
    response: z.strictObject({
      printed: z.boolean(),
      /** Why nothing was printed, or why nobody can tell; `null` where it was. */
      reason: z.strictObject({ code: z.string(), text: z.string() }).nullable(),
      /** How the printer was afterwards. */
      device,
      outcomes: z.array(outcomeView),
    }),
  },
  'devices.wake': {
    method: 'POST',
    path: `${base}/wake`,
    access: changes,
    summary: 'Wake a device over the network (Wake-on-LAN); nothing tells whether it heard',
    status: 202,
    response: z.strictObject({ mac: z.string() }),
  },
})
