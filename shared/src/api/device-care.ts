import { z } from 'zod'
import { device, devicesChange, devicesChanged } from '../device.ts'
import { contracts, technicians } from './contract.ts'
import { outcomeView } from './watch.ts'

const base = '/api/v1/devices/:id'
const changes = { scope: 'devices:write', roles: technicians } as const

/** What is done to devices, beside looking at them. */
export const deviceCareContracts = contracts({
  'devices.changeMany': {
    method: 'POST',
    path: '/api/v1/devices/bulk',
    access: changes,
    summary:
      'Change or pause up to 500 devices in one write; one that cannot be changed is named, and keeps no other from it',
    body: devicesChange,
    status: 200,
    response: devicesChanged,
  },
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
