import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { community, type Host } from './plan.ts'
import type { Venue } from './venue.ts'

/** The condition of an office printer, as its SNMP agent tells it; each field is one object of the MIBs named. */
export interface PrinterRows {
  /** hrDeviceStatus (RFC 2790): 2 running, 3 warning, 5 down. */
  deviceStatus: number
  /** hrPrinterDetectedErrorState as bytes in hexadecimal, bit 0 first; `''` is the empty string. */
  errorState: string
  /** prtInputCurrentLevel (RFC 3805) of the one tray, of 250. */
  tray: number
  /** prtMarkerSuppliesLevel of the black toner, of 100. */
  toner: number
}
const ready: PrinterRows = { deviceStatus: 2, errorState: '00', tray: 200, toner: 80 }

const config = (description: string, more: string[] = []): string =>
  [
    'agentaddress udp:161',
    `rocommunity ${community}`,
    // As delivered; by this a scan learns who it is.
    'rocommunity public',
    `sysDescr ${description}`,
    'sysLocation Kitchen',
    'sysContact Venue',
    ...more,
    '',
  ].join('\n')

// The host's own devices (processor, disk, network) would be listed beside the printer's.
const withoutOwnDevices = ['-I', '-hr_device,hr_print,hr_proc,hr_network,hr_disk,hr_partition,hrh_filesys']

async function startSnmpd(venue: Venue, host: Host, text: string, args: string[]): Promise<void> {
  const file = join(venue.folder, `${host}-snmpd.conf`)
  writeFileSync(file, text)
  const environment = { SNMP_PERSISTENT_DIR: join(venue.folder, `${host}-snmp`) }
  const snmpd = venue.start(host, 'snmpd', ['-f', '-Lo', '-C', '-c', file, ...args], environment)
  await snmpd.line(/^NET-SNMP version/u)
}

/** Debian's snmpd as the agent of an ordinary host: no printer at all. */
export const startHostSnmp = (venue: Venue, host: Host): Promise<void> =>
  startSnmpd(venue, host, config('Linux switch'), [])

type Rows = [oid: string, type: string, value: string | number][]

/** Debian's snmpd for a device of which it knows nothing itself; what it hands back says it from the next question on. */
async function startPassed(
  venue: Venue,
  host: Host,
  description: string,
  subtrees: readonly string[],
  rows: Rows,
): Promise<(rows: Rows) => void> {
  const file = join(venue.folder, `${host}-rows.json`)
  const write = (next: Rows): void => {
    // Renamed into place, so that no question meets half a file.
    writeFileSync(`${file}.new`, JSON.stringify(next))
    renameSync(`${file}.new`, file)
  }
  write(rows)
  const program = `${process.execPath} ${join(import.meta.dirname, 'snmp-rows.ts')} ${file}`
  const passed = subtrees.map((oid) => `pass_persist -p 100 ${oid} ${program}`)
  await startSnmpd(venue, host, config(description, passed), withoutOwnDevices)
  return write
}

/** An office printer; `set` changes what its agent says. */
export async function startPrinterSnmp(venue: Venue, host: Host): Promise<{ set(rows: Partial<PrinterRows>): void }> {
  const subtrees = ['.1.3.6.1.2.1.25.3', '.1.3.6.1.2.1.43']
  const write = await startPassed(venue, host, 'Brother HL-L2350DW series', subtrees, rowsOf(ready))
  return { set: (change) => write(rowsOf({ ...ready, ...change })) }
}

/** What a UPS says of itself (UPS-MIB, RFC 1628). */
export interface UpsCondition {
  onBattery: boolean
  batteryBad: boolean
}

/** A UPS on the mains with a good battery; `set` changes that. */
export async function startUpsSnmp(venue: Venue, host: Host): Promise<{ set(condition: Partial<UpsCondition>): void }> {
  const write = await startPassed(venue, host, 'UPS', [upsMib], upsRows({}))
  return { set: (condition) => write(upsRows(condition)) }
}

const upsMib = '.1.3.6.1.2.1.33'

/** upsOutputSource is 3 on the mains, 5 on battery; upsAlarmDescr names the well-known alarms by their objects. */
function upsRows({ onBattery = false, batteryBad = false }: Partial<UpsCondition>): Rows {
  const alarms = [...(batteryBad ? [1] : []), ...(onBattery ? [2] : [])]
  return [
    [`${upsMib}.1.1.1.0`, 'string', 'Acme Power'],
    [`${upsMib}.1.1.2.0`, 'string', 'Line 1000'],
    [`${upsMib}.1.4.1.0`, 'integer', onBattery ? 5 : 3],
    ...alarms.map((alarm, at): Rows[number] => [
      `${upsMib}.1.6.2.1.2.${at + 1}`,
      'objectid',
      `${upsMib}.1.6.3.${alarm}`,
    ]),
  ]
}

function rowsOf(is: PrinterRows): Rows {
  const host = '.1.3.6.1.2.1.25.3'
  const printer = '.1.3.6.1.2.1.43'
  return [
    [`${host}.2.1.1.1`, 'integer', 1],
    [`${host}.2.1.2.1`, 'objectid', '.1.3.6.1.2.1.25.3.1.5'],
    [`${host}.2.1.3.1`, 'string', 'Brother HL-L2350DW series'],
    [`${host}.2.1.5.1`, 'integer', is.deviceStatus],
    [`${host}.5.1.1.1`, 'integer', 3],
    [`${host}.5.1.2.1`, 'octet', is.errorState],
    [`${printer}.5.1.1.17.1`, 'string', 'E78098C0N123456'],
    [`${printer}.8.2.1.9.1.1`, 'integer', 250],
    [`${printer}.8.2.1.10.1.1`, 'integer', is.tray],
    [`${printer}.8.2.1.18.1.1`, 'string', 'Tray 1'],
    [`${printer}.11.1.1.4.1.1`, 'integer', 3],
    [`${printer}.11.1.1.6.1.1`, 'string', 'Black toner'],
    [`${printer}.11.1.1.8.1.1`, 'integer', 100],
    [`${printer}.11.1.1.9.1.1`, 'integer', is.toner],
    [`${printer}.16.5.1.2.1.1`, 'string', 'Ready'],
  ]
}
