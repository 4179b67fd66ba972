import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { SlipPart } from '@sereno/shared/slip.ts'
import type { House } from '../house.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { deviceView } from './device-view.ts'

/** The test slip of a printer: whose it is, where it stands, its addresses, when it was printed, and the way to its page. */
export function testSlip(house: House, setting: DeviceSetting, language: Language): SlipPart[] {
  const { name: venue } = house.book.read().venue
  const { address, mac } = deviceView(house, setting, language)
  const plain = (text: string | null | undefined): SlipPart[] => (text ? [{ text, as: 'plain' }] : [])
  return [
    { text: say(language, 'device.slip.title'), as: 'title' },
    ...plain(venue),
    'rule',
    { text: setting.name, as: 'strong' },
    ...plain(setting.place),
    ...plain(address),
    ...plain(mac),
    ...plain(printedAt(house, language)),
    'rule',
    { qr: `${house.config.publicUrl}/devices/${setting.id}` },
    { text: say(language, 'device.slip.scan'), as: 'plain' },
  ]
}

const printedAt = (house: House, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    timeZone: venueTimezone(house),
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(house.clock.now())
