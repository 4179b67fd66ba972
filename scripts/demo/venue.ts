import type { DeviceInput } from '@sereno/shared/device.ts'

/** Who is in the pretend venue; each is a process of its own on a loopback address of its own. */
export const places = ['router', 'switch', 'kitchen', 'bar', 'office', 'ipad1', 'ipad2', 'ipad3', 'ipad4'] as const
export type Place = (typeof places)[number]

/** An address of the pretend venue's network: all of 127.0.0.0/8 is loopback (RFC 1122, 3.2.1.3). */
export const addressIn = (network: number, host: number): string => `127.${network}.0.${host}`
const snmpPort = 1161

/** The port whose connections a program takes; SNMP has none to take. */
export const ports: Record<string, number | null> = {
  'receipt-printer.ts': 9100,
  'star-printer.ts': 9101,
  'tablet.ts': 62_078,
  'network-device.ts': null,
}

interface Pretend {
  /** Its number in the pretend venue's network. */
  host: number
  /** The program in this folder, and its arguments after the address. */
  program: string
  args: string[]
  type: DeviceInput['type']
  /** It hangs behind this one: both lose their power together. */
  behind: Place | null
  probes: NonNullable<DeviceInput['probes']>
}

const snmp = { type: 'snmp', everySeconds: 5, timeoutMs: 1000, attempts: 2, options: { port: snmpPort } }
const ipad = (host: number): Pretend => ({
  host,
  program: 'tablet.ts',
  args: [],
  type: 'ipad',
  behind: null,
  probes: [{ type: 'ios', everySeconds: 10 }],
})
const speaker = (host: number, type: Pretend['type'], behind: Place | null, args: string[]): Pretend => ({
  host,
  program: 'network-device.ts',
  args: [String(snmpPort), ...args],
  type,
  behind,
  probes: [snmp],
})

/**
 * Three printers, four iPads, a switch and a router. What hangs on the switch is not pinged: a loopback address always
 * answers that, also when the device behind it has lost its power.
 */
export const venue: Record<Place, Pretend> = {
  router: speaker(1, 'router', null, ['RouterOS RB750Gr3', 'Router', '1.3.6.1.4.1.14988.1', '78']),
  switch: speaker(2, 'switch', null, ['USW-Lite-8-PoE', 'Switch', '1.3.6.1.4.1.4413', '2']),
  kitchen: {
    host: 11,
    program: 'receipt-printer.ts',
    args: [],
    type: 'printer',
    behind: null,
    probes: [
      { type: 'icmp', everySeconds: 5 },
      { type: 'escpos', everySeconds: 5 },
    ],
  },
  bar: {
    host: 12,
    program: 'star-printer.ts',
    args: [],
    type: 'printer',
    behind: 'switch',
    probes: [{ type: 'star', everySeconds: 5, timeoutMs: 1000 }],
  },
  office: speaker(13, 'printer', 'switch', [
    'Brother HL-L2350DW series',
    'Office',
    '1.3.6.1.4.1.2435.2.3.9.1',
    '72',
    'printer',
  ]),
  ipad1: ipad(21),
  ipad2: ipad(22),
  ipad3: ipad(23),
  ipad4: ipad(24),
}
