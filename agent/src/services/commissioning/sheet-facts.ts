import { digestsInForce, stillReached } from '@sereno/shared/digest-recipients.ts'
import type { Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { SheetDevice, SheetFacts } from '../../integrations/commissioning/sheet-mail.ts'
import { entryView } from '../activity/entry-view.ts'
import { deviceView } from '../devices/device-view.ts'
import type { House } from '../house.ts'
import { standingOf } from '../integrations/recipient-standing.ts'
import { problemsOf } from '../overview/problems.ts'
import { lacksOf } from '../system/lacks-of.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'

/** A mail has room for so many problems; the dashboard shows them all. */
const maxOpen = 20

type Told = Omit<SheetFacts, 'requestedBy' | 'to' | 'id'>

/** What was set up, for the commissioning sheet in a language. Nothing of it is a secret. */
export async function sheetFacts(house: House, language: Language): Promise<Told> {
  const { venue, devices, integrations } = house.book.read()
  const { settings } = house.mail.settings()
  const [machine, lacks, open] = await Promise.all([
    house.machine(),
    lacksOf(house, language),
    house.store.journal.openOutlines(),
  ])
  const worst = problemsOf(open)
    .slice(0, maxOpen)
    .map(({ worst: { id } }) => id)
  const records = new Map((await house.store.journal.entries(worst)).map((record) => [record.id, record]))
  const digests = await Promise.all(
    digestsInForce(integrations).map(async (digest) => ({
      ...digest,
      emails: stillReached(await standingOf(house, digest.emails)),
    })),
  )
  const watched = devices.filter(({ inService, role }) => inService && role === null)
  return {
    language,
    zone: venueTimezone(house),
    venue: venue.name,
    street: venue.address,
    box: machine.model,
    version: house.version,
    addresses: [house.config.publicUrl, ...house.discovery.ownAddresses().map(({ address }) => address)],
    mailServer: settings === null ? '' : `${settings.host}:${settings.port}, ${settings.from}`,
    digests,
    devices: devices
      .toSorted((one, other) => Number(one.role !== null) - Number(other.role !== null))
      .map((setting): SheetDevice => {
        const { name, place, address, mac, state } = deviceView(house, setting, language)
        return { name, place, address, mac, state: setting.inService ? state : 'out_of_service' }
      }),
    open: [
      ...(watched.length === 0 ? [say(language, 'mail.sheet.no_devices')] : []),
      ...(digests.length === 0 ? [say(language, 'mail.sheet.no_recipients')] : []),
      ...lacks.map(({ message }) => message),
      ...worst.flatMap((id) => records.get(id) ?? []).map((record) => entryView(record, language).message),
    ].slice(0, maxOpen),
    now: house.clock.now(),
    url: house.config.publicUrl,
  }
}
