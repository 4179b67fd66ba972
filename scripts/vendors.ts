import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from './run.ts'

/**
 * Makes `agent/src/discover/vendors.json` from the IEEE's list (`oui-data`): `node scripts/vendors.ts`. The whole list is
 * 5.6 MB; the table keeps the makers that matter in a venue, under the name that people know them by.
 */
export const vendorsFile = join(root, 'agent/src/discover/vendors.json')

/** The name that people know, and how the organisation's name in the IEEE's list begins or reads. */
const makers: readonly [name: string, organisation: RegExp][] = [
  // Receipt, kitchen and label printers
  ['Seiko Epson', /^seiko epson/iu],
  ['Star Micronics', /^star micronics/iu],
  ['Bixolon', /^bixolon/iu],
  ['Citizen', /^citizen (watch|systems)/iu],
  ['Posiflex', /^posiflex/iu],
  ['Sewoo', /^sewoo/iu],
  ['Rongta', /^xiamen rongta/iu],
  ['Sunmi', /^shanghai sunmi/iu],
  ['iMin', /^imin technology/iu],
  ['Zebra', /^zebra (technologies|information tech)/iu],
  ['SATO', /^sato corporation/iu],
  ['Toshiba TEC', /^toshiba tec /iu],
  ['Custom', /^custom engineering/iu],
  ['Axiohm', /^axiohm/iu],
  ['SNBC', /^shandong new beiyang/iu],
  ['Shinheung (SAM4S)', /^shinheung precision/iu],
  ['Partner Tech', /^partner tech$/iu],
  ['Firich', /^firich/iu],
  ['Bematech', /^bematech/iu],
  ['Elgin', /^elgin s\.a/iu],
  ['Gertec', /^gertec/iu],
  ['GoDEX', /^godex/iu],
  ['Argox', /^argox/iu],
  ['Printronix', /^printronix/iu],
  ['Seiko Instruments', /^seiko instruments/iu],
  ['Nippon Printer', /^nippon printer/iu],
  ['NCR', /^ncr corporation$/iu],
  ['Diebold Nixdorf', /^(diebold nixdorf|wincor nixdorf)/iu],
  ['Glory', /^glory, ltd|^glory technical solutions/iu],
  // Office printers
  ['Brother', /^brother industries/iu],
  ['Canon', /^canon inc/iu],
  ['HP', /^(hp inc|hewlett packard$)/iu],
  ['Kyocera', /^kyocera (corporation|document)/iu],
  ['Ricoh', /^ricoh company/iu],
  ['Lexmark', /^lexmark/iu],
  ['Oki', /^oki electric industry/iu],
  ['Konica Minolta', /^konica minolta/iu],
  ['Sharp', /^sharp corporation/iu],
  ['Xerox', /^xerox corp/iu],
  ['Fujifilm', /^fujifilm (business|corporation)/iu],
  ['Pantum', /^zhuhai pantum/iu],
  // Print servers in printers of others
  ['Silex', /^silex technology/iu],
  ['Lantronix', /^lantronix/iu],
  ['WIZnet', /^wiznet/iu],
  // Access points, switches and routers
  ['Ubiquiti', /^ubiquiti/iu],
  ['MikroTik', /^routerboard\.com|^mikrotik/iu],
  ['TP-Link', /^tp-link/iu],
  ['Mercusys', /^mercusys/iu],
  ['D-Link', /^d-link/iu],
  ['Netgear', /^netgear/iu],
  ['Cisco Meraki', /^cisco meraki/iu],
  ['Linksys', /^(cisco-linksys|linksys|the linksys)/iu],
  ['Cisco', /^cisco (systems|spvtg)/iu],
  ['HPE Aruba', /^(hewlett packard enterprise|aruba)/iu],
  ['Ruckus', /^ruckus/iu],
  ['Cambium', /^cambium networks/iu],
  ['Zyxel', /^zyxel/iu],
  ['Huawei', /^huawei technologies/iu],
  ['ZTE', /^zte corporation/iu],
  ['FRITZ!', /^(avm gmbh|avm audiovisuelles|fritz! technology)/iu],
  ['ASUS', /^asustek/iu],
  ['DrayTek', /^draytek/iu],
  ['Teltonika', /teltonika networks/iu],
  ['Fortinet', /^fortinet/iu],
  ['Sophos', /^sophos/iu],
  ['WatchGuard', /^watchguard technologies/iu],
  ['Stormshield', /^stormshield/iu],
  ['Ruijie', /^ruijie networks/iu],
  ['Allied Telesis', /^allied telesis/iu],
  ['EnGenius', /^(engenius|senao)/iu],
  ['LigoWave', /^ligowave/iu],
  ['Peplink', /^peplink/iu],
  ['Keenetic', /^keenetic/iu],
  ['Intelbras', /^intelbras/iu],
  ['Grandstream', /^grandstream/iu],
  ['Tenda', /tenda technology/iu],
  ['Edimax', /^edimax/iu],
  ['devolo', /^devolo/iu],
  ['eero', /^eero/iu],
  ['Sagemcom', /^sagemcom broadband/iu],
  ['Vantiva', /^(vantiva|technicolor)/iu],
  ['Arcadyan', /^arcadyan/iu],
  ['Askey', /^askey/iu],
  ['MitraStar', /^mitrastar/iu],
  ['Comtrend', /^comtrend/iu],
  ['Sercomm', /^sercomm/iu],
  // Tablets, computers and boxes
  ['Apple', /^apple, inc/iu],
  ['Samsung', /^samsung electronics/iu],
  ['Lenovo', /^lenovo(?!emc| data center)/iu],
  ['Raspberry Pi', /^raspberry pi/iu],
  ['Elo', /^elo touch/iu],
  ['Sonos', /^sonos,? inc/iu],
  ['Synology', /^synology/iu],
  ['QNAP', /^qnap/iu],
  ['Hikvision', /^hangzhou hikvision/iu],
  ['Dahua', /^zhejiang dahua/iu],
  ['Axis', /^axis communications/iu],
  // Payment terminals
  ['Ingenico', /^ingenico/iu],
  ['Verifone', /^verifone/iu],
  ['PAX', /^pax computer/iu],
  ['Castles', /^castles technology/iu],
  ['Landi', /^fujian landi/iu],
  ['Newland', /^fujian newland/iu],
  ['Urovo', /urovo technology/iu],
  ['Clover', /^clover network/iu],
  // Power
  ['APC', /^(american power conversion|apc by schneider|apc$)/iu],
  ['Eaton', /^eaton corporation/iu],
  ['CyberPower', /^cyberpower/iu],
  ['Salicru', /^salicru/iu],
]

/** The table as JSON: each maker with its prefixes, of 6, 7 or 9 digits (24, 28 or 36 bits), between blanks. */
export function vendorTable(): string {
  const list = createRequire(import.meta.url).resolve('oui-data')
  const organisations: Record<string, string> = JSON.parse(readFileSync(list, 'utf8'))
  const table = new Map<string, string[]>(makers.map(([name]) => [name, []]))
  for (const [prefix, text] of Object.entries(organisations)) {
    const [organisation = ''] = text.split('\n')
    const maker = makers.find(([, pattern]) => pattern.test(organisation))
    if (maker) table.get(maker[0])?.push(prefix.toLowerCase())
  }
  const lines = [...table].map(([name, prefixes]) => `  ${JSON.stringify(name)}: "${prefixes.toSorted().join(' ')}"`)
  return `{\n${lines.join(',\n')}\n}\n`
}

if (import.meta.main) writeFileSync(vendorsFile, vendorTable())
