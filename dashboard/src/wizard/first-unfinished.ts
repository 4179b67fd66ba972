import { call } from '../api.ts'
import type { Step } from './steps.ts'

/** A venue that nobody has named yet is called this. */
export const unnamed = 'Sereno'

/** Where someone goes on who comes back later: at the first thing that is still missing. */
export async function firstUnfinished(): Promise<Step> {
  const [venue, devices, mail, integrations] = await Promise.all([
    call('GET /api/v1/settings/venue'),
    call('GET /api/v1/devices', { query: { limit: 500 } }),
    call('GET /api/v1/settings/mail'),
    call('GET /api/v1/integrations', { query: { limit: 500 } }),
  ])
  if (venue.ok && venue.value.name === unnamed) return 'venue'
  if (devices.ok && devices.value.items.every(({ role }) => role !== null)) return 'devices'
  if (mail.ok && !mail.value.configured) return 'mail'
  if (integrations.ok && integrations.value.items.length === 0) return 'mail'
  return 'done'
}
