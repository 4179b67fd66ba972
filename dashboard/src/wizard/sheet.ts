import type { System } from '@sereno/shared/api/system.ts'
import type { Device } from '@sereno/shared/device.ts'
import { digestsInForce, stillReached } from '@sereno/shared/digest-recipients.ts'
import type { Discovery } from '@sereno/shared/identity.ts'
import type { Integration } from '@sereno/shared/integration.ts'
import type { MailView, VenueSettings } from '@sereno/shared/venue.ts'
import { call, type Trouble } from '../api.ts'

/** What was set up, as the commissioning sheet tells it. */
export interface Sheet {
  venue: VenueSettings
  system: System
  own: Discovery['own']
  devices: Device[]
  mail: MailView
  /** Those that go out to their recipients; without who has stopped them. */
  digests: Integration[]
}

/** Reads everything that the sheet needs; the first trouble where something is not to be had. */
export async function readSheet(): Promise<Sheet | Trouble> {
  const [venue, system, discovery, devices, mail, list] = await Promise.all([
    call('GET /api/v1/settings/venue'),
    call('GET /api/v1/system'),
    call('GET /api/v1/discovery'),
    call('GET /api/v1/devices', { query: { limit: 500 } }),
    call('GET /api/v1/settings/mail'),
    call('GET /api/v1/integrations', { query: { limit: 500 } }),
  ])
  if (!venue.ok) return venue.trouble
  if (!system.ok) return system.trouble
  if (!discovery.ok) return discovery.trouble
  if (!devices.ok) return devices.trouble
  if (!mail.ok) return mail.trouble
  if (!list.ok) return list.trouble
  return {
    venue: venue.value,
    system: system.value,
    own: discovery.value.own,
    devices: devices.value.items,
    mail: mail.value,
    digests: digestsInForce(list.value.items).map((digest) => ({ ...digest, emails: stillReached(digest.recipients) })),
  }
}
