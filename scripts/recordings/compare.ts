import { existsSync, readFileSync } from 'node:fs'
import type { Conclusion } from './conclude.ts'

interface TheirDevice {
  type?: string | null
  hardware?: string | null
  serial?: string | null
}

/** What LibreNMS keeps of a recording, as far as Sereno reads the same. */
interface Theirs {
  os?: { discovery: { devices: [TheirDevice] }; poller: { devices: [TheirDevice] } | string }
  'printer-supplies'?: {
    discovery: { printer_supplies: { supply_type: string; supply_descr: string; supply_current: number | null }[] }
  }
}

/** Supplies of LibreNMS that are none: paper, which Sereno reads as trays. */
const noSupplies = ['input', 'output']

/** What LibreNMS reads otherwise from the same recording, in words; `null` where it says nothing of it. */
export function compare(file: string, conclusion: Conclusion): string[] | null {
  if (!existsSync(file)) return null
  const read: Theirs = JSON.parse(readFileSync(file, 'utf8'))
  const found: string[] = []
  const { discovery, poller } = read.os ?? {}
  const polled = typeof poller === 'object' ? poller.devices[0] : undefined
  const device: TheirDevice = { ...discovery?.devices[0], ...told(polled) }
  const { type, model, vendor, serial } = conclusion
  if (device.hardware && !isSameModel(device.hardware, vendor, model)) found.push(`model: LibreNMS ${device.hardware}`)
  if (device.serial && device.serial !== serial) found.push(`serial: LibreNMS ${device.serial}`)
  if (device.type && !fits(device.type, type)) found.push(`type: LibreNMS ${device.type}`)
  for (const theirs of read['printer-supplies']?.discovery.printer_supplies ?? []) {
    if (noSupplies.includes(theirs.supply_type)) continue
    const ours = conclusion.supplies.find(({ description }) => isSameText(description, theirs.supply_descr))
    const percent = theirs.supply_current === null ? null : Math.round(theirs.supply_current)
    if (!ours) found.push(`supply: LibreNMS ${theirs.supply_descr} ${percent ?? '–'} %`)
    // It takes -3, "some left", as a half.
    else if (ours.percent !== percent && !(ours.percent === null && percent === 50)) {
      found.push(`${theirs.supply_descr}: LibreNMS ${percent ?? '–'} %, Sereno ${ours.percent ?? '–'} %`)
    }
  }
  return found
}

/** Only what is told: an empty field takes nothing away. */
const told = (record: object = {}): object =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== ''))

const bare = (words: string): string => words.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

function isSameModel(hardware: string, vendor: string | null, model: string | null): boolean {
  const theirs = bare(hardware)
  const ours = bare(model ?? '')
  return theirs === ours || theirs === bare(`${vendor ?? ''}${model ?? ''}`) || (ours !== '' && theirs.includes(ours))
}

const isSameText = (ours: string, theirs: string): boolean =>
  bare(ours).slice(0, 60) === bare(theirs).slice(0, 60) || bare(ours).startsWith(bare(theirs))

const kinds: Record<string, readonly string[]> = {
  printer: ['printer'],
  power: ['ups', 'other'],
  wireless: ['access-point'],
  firewall: ['router'],
  network: ['router', 'switch', 'access-point'],
}
const fits = (theirs: string, ours: string): boolean => (kinds[theirs] ?? ['other']).includes(ours)
