import { call } from '../api.ts'
import type { Step } from './steps.ts'

/** A venue that nobody has named yet is called this. */
export const unnamed = 'Sereno'

/** Where someone goes on who comes back later: at the first thing that is still missing. */
export async function firstUnfinished(): Promise<Step> {
  const [venue, devices, mail, integrations] = await Promise.all([
    call('venue.get'),
    call('devices.list', { query: { limit: 500 } }),
    call('mail.get'),
    call('integrations.list', { query: { limit: 500 } }),
  ])
  if (venue.ok && venue.value.name === unnamed) return 'venue'
  if (devices.ok && devices.value.items.every(({ role }) => role !== null)) return 'devices'
  if (mail.ok && !mail.value.configured) return 'mail'
  if (integrations.ok && integrations.value.items.length === 0) return 'mail'
  return 'done'
}
