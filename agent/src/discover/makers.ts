import type { DeviceType } from '@sereno/shared/device.ts'

interface Maker {
  vendor: string
  /** What its devices with SNMP are, where nothing else tells; absent: it makes too many things. */
  usually?: DeviceType
}

const printer = (vendor: string): Maker => ({ vendor, usually: 'printer' })
const ups = (vendor: string): Maker => ({ vendor, usually: 'ups' })
const router = (vendor: string): Maker => ({ vendor, usually: 'router' })
const radio = (vendor: string): Maker => ({ vendor, usually: 'access-point' })
const wired = (vendor: string): Maker => ({ vendor, usually: 'switch' })

/** By enterprise number (IANA private enterprise numbers). */
const byEnterprise: Record<number, Maker> = {
  9: { vendor: 'Cisco' },
  11: { vendor: 'HP' },
  43: wired('3Com'),
  122: { vendor: 'Sony' },
  171: { vendor: 'D-Link' },
  186: { vendor: 'Toshiba' },
  207: wired('Allied Telesis'),
  236: { vendor: 'Samsung' },
  253: printer('Xerox'),
  259: wired('Accton'),
  263: printer('Seiko Instruments'),
  279: printer('Olivetti'),
  297: printer('Fujifilm'),
  318: ups('APC'),
  367: printer('Ricoh'),
  368: { vendor: 'Axis', usually: 'other' },
  388: { vendor: 'Zebra' },
  476: ups('Vertiv'),
  534: ups('Eaton'),
  641: printer('Lexmark'),
  674: { vendor: 'Dell' },
  683: printer('Zebra'),
  705: ups('Eaton'),
  850: ups('Tripp Lite'),
  872: router('AVM'),
  890: { vendor: 'Zyxel' },
  935: ups('Phoenixtec'),
  1129: printer('Toshiba TEC'),
  1248: printer('Epson'),
  1347: printer('Kyocera'),
  1356: ups('Generex'),
  1536: printer('Datamax-O’Neil'),
  1602: printer('Canon'),
  1916: wired('Extreme Networks'),
  1963: printer('Intermec'),
  2001: printer('OKI'),
  2011: { vendor: 'Huawei' },
  2254: ups('Delta'),
  1991: wired('Ruckus'),
  2356: router('LANCOM'),
  2385: printer('Sharp'),
  2435: printer('Brother'),
  2604: router('Sophos'),
  2620: router('Check Point'),
  2623: { vendor: 'ASUS' },
  2636: { vendor: 'Juniper' },
  3097: router('WatchGuard'),
  3808: ups('CyberPower'),
  3822: { vendor: 'Edimax' },
  3955: { vendor: 'Linksys' },
  4526: { vendor: 'Netgear' },
  4555: ups('Socomec'),
  4881: { vendor: 'Ruijie' },
  5491: ups('Riello'),
  6486: { vendor: 'Alcatel-Lucent' },
  6574: { vendor: 'Synology', usually: 'other' },
  7239: ups('Legrand'),
  7293: ups('Powercom'),
  7367: router('DrayTek'),
  8741: router('SonicWall'),
  10456: wired('PLANET'),
  10504: printer('Printronix'),
  10642: printer('Zebra'),
  10917: printer('Datamax'),
  11863: { vendor: 'TP-Link' },
  12325: router('pfSense'),
  12356: { vendor: 'Fortinet' },
  14125: { vendor: 'EnGenius', usually: 'access-point' },
  14179: radio('Cisco'),
  14823: { vendor: 'Aruba' },
  14988: router('MikroTik'),
  15865: printer('cab'),
  17713: radio('Cambium'),
  18334: printer('Konica Minolta'),
  20438: printer('Citizen'),
  23695: router('Peplink'),
  24681: { vendor: 'QNAP', usually: 'other' },
  24807: printer('Riso'),
  25053: radio('Ruckus'),
  25506: { vendor: 'H3C' },
  26272: ups('Salicru'),
  27278: printer('Sindoh'),
  27662: router('Pepwave'),
  29671: { vendor: 'Cisco Meraki' },
  33241: printer('Citizen'),
  33550: printer('Bixolon'),
  36149: printer('Argox'),
  36722: printer('TSC'),
  41112: { vendor: 'Ubiquiti' },
  42397: { vendor: 'Grandstream' },
  42406: printer('SATO'),
  43564: printer('TSC'),
  43943: ups('Voltronic'),
  47196: { vendor: 'Aruba' },
  48690: router('Teltonika'),
  // Not its own number (IANA gave it to someone else), yet TSC's printers use it.
  51966: printer('TSC'),
}

/** Parts of a maker's numbers that tell the kind of device; the longest that fits counts. */
const byBranch: [branch: string, type: DeviceType][] = [
  ['11.1', 'printer'],
  ['11.2.3.9', 'printer'],
  ['11.2.3.7.8', 'access-point'],
  ['11.2.3.7.11', 'switch'],
  ['9.6.1', 'switch'],
  ['9.12', 'switch'],
  ['236.11.5', 'printer'],
  ['674.10895', 'switch'],
  ['674.10898', 'printer'],
  ['318.1.3.4', 'other'],
  ['318.1.3.8', 'other'],
  ['1248.4', 'other'],
  ['2011.2.23', 'switch'],
  ['4526.100.7', 'access-point'],
  ['4526.100', 'switch'],
  ['11863.5', 'switch'],
  ['11863.1.1', 'switch'],
  ['11863.10', 'access-point'],
  ['12356.101', 'router'],
  ['12356.103', 'other'],
  ['12356.106', 'switch'],
  ['14823.1.1', 'switch'],
  ['14823.1.2', 'access-point'],
  ['41112.1.4', 'access-point'],
  ['41112.1.5', 'router'],
  ['41112.1.6', 'access-point'],
  ['47196.4.1.1.1', 'switch'],
]

/** The maker whose number this is; `null` for one that we do not know. */
export const makerOf = (enterprise: number | null): Maker | null =>
  (enterprise === null ? undefined : byEnterprise[enterprise]) ?? null

/** What a maker's devices usually are, by its name; `null` where they are of many kinds. */
export const usualOf = (vendor: string | null): DeviceType | null =>
  Object.values(byEnterprise).find((maker) => maker.vendor === vendor)?.usually ?? null

/** What a product's own number says it is. */
export function branchType(objectId: string): DeviceType | null {
  const at = objectId.lastIndexOf('3.6.1.4.1.')
  if (at < 0) return null
  const tail = `${objectId.slice(at + '3.6.1.4.1.'.length)}.`
  const fitting = byBranch.filter(([branch]) => tail.startsWith(`${branch}.`))
  return fitting.toSorted(([a], [b]) => b.length - a.length)[0]?.[1] ?? null
}
