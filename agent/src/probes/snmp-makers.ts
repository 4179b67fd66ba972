/** Where a maker's own MIB tells model and serial number, each the likeliest first. */
export interface MakerObjects {
  models: readonly string[]
  serials: readonly string[]
}

const base = '1.3.6.1.4.1.'

/** By the maker's enterprise number (IANA); objects as the makers' published MIBs name them. */
const makers: Record<number, { models?: string[]; serials?: string[] }> = {
  // Printers
  11: { serials: ['11.2.3.9.4.2.1.1.3.3.0'] },
  253: { serials: ['253.8.53.3.2.1.3.1'] },
  367: { models: ['367.3.2.1.1.1.1.0'], serials: ['367.3.2.1.2.1.4.0'] },
  641: { models: ['641.2.1.2.1.2.1'], serials: ['641.2.1.2.1.6.1'] },
  683: { models: ['10642.1.1.0'], serials: ['10642.1.9.0', '683.1.5.0'] },
  1347: { models: ['1347.43.5.1.1.1.1'], serials: ['1347.43.5.1.1.28.1'] },
  1602: { models: ['1602.1.1.1.1.0'], serials: ['1602.1.2.1.4.0', '1602.1.2.1.8.1.3.1.1'] },
  2001: { serials: ['2001.1.1.1.1.11.1.10.45.0'] },
  2435: { models: ['2435.2.4.3.2435.5.13.3.0'], serials: ['2435.2.3.9.4.2.1.5.5.1.0'] },
  10642: { models: ['10642.1.1.0'], serials: ['10642.1.9.0'] },
  18334: { models: ['18334.1.1.1.1.6.2.1.0'] },
  // UPSes
  318: { models: ['318.1.1.1.1.1.1.0'], serials: ['318.1.1.1.1.2.3.0'] },
  534: { models: ['534.1.1.2.0'] },
  705: { models: ['705.1.1.1.0'], serials: ['705.1.1.7.0'] },
  3808: { models: ['3808.1.1.1.1.1.1.0'], serials: ['3808.1.1.1.1.2.3.0'] },
  // Network
  890: { models: ['890.1.15.3.1.11.0'], serials: ['890.1.15.3.1.12.0'] },
  4526: { models: ['4526.10.1.1.1.3.0', '4526.11.1.1.1.3.0'], serials: ['4526.10.1.1.1.4.0', '4526.11.1.1.1.4.0'] },
  11863: { models: ['11863.6.1.1.5.0'], serials: ['11863.6.1.1.8.0'] },
  12356: { serials: ['12356.100.1.1.1.0'] },
  14823: { models: ['14823.2.2.1.2.1.3.0'], serials: ['14823.2.2.1.2.1.29.0'] },
  14988: { models: ['14988.1.1.7.9.0'], serials: ['14988.1.1.7.3.0'] },
  25053: {
    models: ['25053.1.15.1.1.1.1.9.0', '25053.1.2.1.1.1.1.9.0', '25053.1.1.2.1.1.1.1.0'],
    serials: ['25053.1.15.1.1.1.1.15.0', '25053.1.2.1.1.1.1.15.0', '25053.1.1.2.1.1.1.2.0'],
  },
  41112: { models: ['41112.1.6.3.3.0'] },
  48690: { models: ['48690.1.2.0'], serials: ['48690.1.1.0'] },
  // Storage
  6574: { models: ['6574.1.5.1.0'], serials: ['6574.1.5.2.0'] },
  24681: { models: ['24681.1.2.12.0'] },
}

/** Makers whose devices may hide behind the sysObjectID of their SNMP agent's own maker, by a branch that only they have. */
export const hiddenMakers: readonly { vendor: string; branch: string; enterprise: number }[] = [
  { vendor: 'Teltonika', branch: `${base}48690.1`, enterprise: 48_690 },
  { vendor: 'Ubiquiti', branch: `${base}41112.1`, enterprise: 41_112 },
  { vendor: 'Synology', branch: `${base}6574.1`, enterprise: 6574 },
  { vendor: 'QNAP', branch: `${base}24681.1`, enterprise: 24_681 },
  { vendor: 'MikroTik', branch: `${base}14988.1`, enterprise: 14_988 },
  { vendor: 'Zebra', branch: `${base}10642.1`, enterprise: 10_642 },
]

/** probeHardwareRev of RMON2 (RFC 4502): small switches tell their model there. */
const hardwareRevision = '1.3.6.1.2.1.16.19.3.0'

/** Where devices of a maker tell more; empty where no MIB of theirs is known. */
export function objectsOf(enterprise: number | null): MakerObjects {
  const { models = [], serials = [] } = (enterprise === null ? undefined : makers[enterprise]) ?? {}
  const more = enterprise === 11_863 ? [hardwareRevision] : []
  return { models: [...models.map((tail) => base + tail), ...more], serials: serials.map((tail) => base + tail) }
}

/** Agents that anyone may put into a device: their number says nothing about its maker. */
const generic: readonly number[] = [
  8072, // net-snmp
  2021, // UCD-SNMP
  311, // Microsoft
  10_002, // old agents of Ubiquiti and others
]

/** The maker's number in a sysObjectID; `null` where it is that of a common agent. One in another's branch counts. */
export function enterpriseOf(objectId: string | null): number | null {
  const found = [...(objectId ?? '').matchAll(/3\.6\.1\.4\.1\.(\d{1,10})/gu)].at(-1)?.[1]
  const number = Number(found ?? Number.NaN)
  return Number.isNaN(number) || generic.includes(number) ? null : number
}
