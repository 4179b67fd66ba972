import type { DeviceType } from '@sereno/shared/device.ts'
import { cleanText } from '@sereno/shared/field.ts'
import type { Announced } from './clues.ts'
import { familyIn, vendorIn, withoutVendor } from './vendor-words.ts'

/** What a device's announcements in multicast DNS tell of it. */
export interface Announcement {
  type: DeviceType | null
  vendor: string | null
  model: string | null
  uuid: string | null
  name: string | null
  /** Names of its services, by which it can be recognised. */
  instances: string[]
}

/** Services that only printers have (Bonjour Printing Specification). */
const printing = /^_(?:ipps?|printer|pdl-datastream|ippusb)\._tcp/iu
/** Services by which Apple's devices find each other; Macs and phones have them too. */
const apple = /^_(?:apple-mobdev2|companion-link|rdlink|airplay|device-info|remotepairing)\._tcp/iu
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu

/** Reads announcements: `ty`, `usb_MFG`, `usb_MDL` and `UUID` of printers, the model of Apple's devices. */
export function announcedBy(services: readonly Announced[]): Announcement {
  const printers = services.filter(({ type }) => printing.test(type))
  const text = (key: string) => cleanText(printers.map(({ txt }) => txt[key]).find((value) => value) ?? '', 100)
  const told = text('ty') || text('product').replace(/^\(|\)$/gu, '')
  const vendor = vendorIn(told) ?? vendorIn(text('usb_MFG')) ?? familyIn(told) ?? (text('usb_MFG') || null)
  const model = told || text('usb_MDL')
  const uuid = uuidForm.test(text('UUID')) ? text('UUID').toLowerCase() : null
  const named = [...printers, ...services].map(({ name }) => cleanText(name, 60)).find((name) => name !== '')
  const ipad = ipadModel(services)
  return {
    type: printers.length > 0 ? 'printer' : ipad !== null ? 'ipad' : null,
    vendor: ipad !== null && printers.length === 0 ? 'Apple' : vendor,
    model: (vendor === null ? model : withoutVendor(model, vendor)) || (ipad === '' ? null : ipad),
    uuid,
    // Of Apple's own, a name may be made of addresses.
    name: named !== undefined && !named.includes('@') ? named : null,
    instances: [...new Set(printers.map(({ name }) => cleanText(name, 200)).filter((name) => name !== ''))],
  }
}

/** The model of an iPad, such as `iPad13,4`; an empty text where only its name says that it is one; `null`: it is none. */
function ipadModel(services: readonly Announced[]): string | null {
  const own = services.filter(({ type }) => apple.test(type))
  const values = own.flatMap(({ txt }) => Object.values(txt))
  const model = values.map((value) => /^iPad\d{1,2},\d{1,2}$/u.exec(value)?.[0]).find((found) => found)
  if (model) return model
  return own.some(({ name, type }) => type.startsWith('_apple-mobdev2') || /\biPad\b/iu.test(name)) ? '' : null
}
