import { type ErrorBit, errorBits, type PrinterMibFact } from '@sereno/shared/reading.ts'
import type { SnmpAgent, SnmpValue } from '../net/snmp.ts'
import { present, type SnmpTable, scalars, walk } from '../net/snmp-walk.ts'
import { numberOf, textOf } from './snmp-text.ts'

const device = '1.3.6.1.2.1.25.3.2.1'
const hrPrinter = '1.3.6.1.2.1.25.3.5.1'
const mib = '1.3.6.1.2.1.43'
/** hrDeviceType of a printer (RFC 2790). */
const printerType = '1.3.6.1.2.1.25.3.1.5'

/** What a printer says of itself; `null` where nothing says that it is one. */
export interface PrinterSeen {
  fact: PrinterMibFact | null
  /** It has rows of Printer-MIB: a computer with a print queue has none. */
  hasMib: boolean
  /** hrDeviceDescr. */
  described: string | null
  /** `false`: not all was answered in time, so what is missing may be there. */
  isWhole: boolean
}

/** Reads Host Resources (RFC 2790) and Printer-MIB (RFC 3805), each as far as it is there. */
export async function askPrinter(agent: SnmpAgent): Promise<PrinterSeen> {
  const read = await tablesOf(agent)
  // One after the other: small agents drop what comes at once.
  const printers = await read('printers')
  const devices = await readDevices(agent, [...printers.rows.keys()], read)
  const alerts = await read('alerts')
  const supplies = await read('supplies')
  const trays = await read('trays')
  const covers = await read('covers')
  const display = await read('display')
  const tables = [printers, devices, alerts, trays, supplies, covers, display]
  const hasMib = [alerts, trays, supplies, covers].some((table) => table.rows.size > 0)
  const isPrinter = hasMib || [printers, devices].some((table) => table.rows.size > 0)
  const fact: PrinterMibFact = {
    fact: 'printer_mib',
    deviceStatus: worst([...devices.rows.values()].map(([status]) => status)),
    printerStatus: numberOf([...printers.rows.values()][0]?.[1]),
    errorBits: readErrorBits([...printers.rows.values()].map(([bits]) => bits)),
    alerts: [...alerts.rows.values()].flatMap(readAlert),
    trays: [...trays.rows.values()].flatMap(readTray),
    supplies: [...supplies.rows.values()].flatMap(readSupply),
    coverOpen: readCovers([...covers.rows.values()].map(([status]) => status)),
    consoleText: textOf(joined(display)),
  }
  const described = [...devices.rows.values()][0]?.[1]
  return {
    fact: isPrinter ? fact : null,
    hasMib,
    described: textOf(described),
    isWhole: tables.every((table) => table.isWhole),
  }
}

const columns = {
  printers: [`${hrPrinter}.2`, `${hrPrinter}.1`],
  devices: [`${device}.2`, `${device}.5`, `${device}.3`],
  alerts: [`${mib}.18.1.1.2`, `${mib}.18.1.1.4`, `${mib}.18.1.1.7`, `${mib}.18.1.1.8`],
  supplies: [`${mib}.11.1.1.9`, `${mib}.11.1.1.8`, `${mib}.11.1.1.6`, `${mib}.11.1.1.4`, `${mib}.11.1.1.5`],
  trays: [`${mib}.8.2.1.10`, `${mib}.8.2.1.9`, `${mib}.8.2.1.18`, `${mib}.8.2.1.13`],
  covers: [`${mib}.6.1.1.3`],
  display: [`${mib}.16.5.1.2`],
}
type Name = keyof typeof columns
const mostRows: Record<Name, number> = {
  printers: 8,
  devices: 24,
  alerts: 24,
  supplies: 24,
  trays: 12,
  covers: 12,
  display: 8,
}

const nothing: SnmpTable = { rows: new Map(), isWhole: true }

/** A reader of tables that leaves out those whose first two columns are empty. */
async function tablesOf(agent: SnmpAgent): Promise<(name: Name) => Promise<SnmpTable>> {
  const heads = (name: Name) => columns[name].slice(0, 2)
  const there = await present(agent, (Object.keys(columns) as Name[]).flatMap(heads))
  return async (name) =>
    heads(name).some((head) => there.has(head)) ? walk(agent, columns[name], mostRows[name]) : nothing
}

/**
 * Status and description of the rows that are a printer's: those whose index stands in hrPrinterTable, or, where that is
 * missing, those of type printer.
 */
async function readDevices(
  agent: SnmpAgent,
  indexes: readonly string[],
  read: (name: 'devices') => Promise<SnmpTable>,
): Promise<SnmpTable> {
  if (indexes.length > 0) {
    const asked = indexes.flatMap((index) => [`${device}.5.${index}`, `${device}.3.${index}`])
    const { values, isWhole } = await scalars(agent, asked)
    const rows = indexes.map((index): [string, SnmpValue[]] => [
      index,
      [values.get(`${device}.5.${index}`) ?? null, values.get(`${device}.3.${index}`) ?? null],
    ])
    return { rows: new Map(rows), isWhole }
  }
  const { rows, isWhole } = await read('devices')
  const ours = [...rows].filter(([, [type]]) => type === printerType)
  return {
    rows: new Map(ours.map(([index, [, status = null, description = null]]) => [index, [status, description]])),
    isWhole,
  }
}

/** hrDeviceStatus from good to bad: unknown, running, testing, warning, down. */
const byBadness = [1, 2, 4, 3, 5]
function worst(statuses: readonly (SnmpValue | undefined)[]): number | null {
  const ranks = statuses.map((status) => byBadness.indexOf(numberOf(status) ?? 0)).filter((rank) => rank >= 0)
  return byBadness[Math.max(...ranks)] ?? null
}

/** hrPrinterDetectedErrorState: bit 0 is 0x80 of the first byte. One byte, two, or none at all: what is missing is 0. */
export function readErrorBits(states: readonly (SnmpValue | undefined)[]): ErrorBit[] {
  const bytes = states.filter((state) => Buffer.isBuffer(state))
  const isSet = (bit: number) => bytes.some((state) => ((state[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0)
  return errorBits.filter((_, bit) => isSet(bit))
}

function readAlert([severity, group, code, description]: SnmpValue[]): PrinterMibFact['alerts'] {
  const level = numberOf(severity)
  if (level === null) return []
  const words = textOf(description) ?? ''
  return [{ severity: level, group: numberOf(group) ?? 2, code: numberOf(code) ?? 2, description: words }]
}

function readTray([level, max, description, name]: SnmpValue[]): PrinterMibFact['trays'] {
  const known = numberOf(level)
  if (known === null) return []
  return [{ description: textOf(description) ?? textOf(name) ?? '', level: known, max: numberOf(max) ?? -2 }]
}

/** prtMarkerSuppliesType of what fills up: waste toner, ink, wax, water and paper (RFC 3805). */
const wastes = [4, 8, 14, 24, 26]

/** prtMarkerSuppliesClass: 3 is used up, 4 fills. Where it is not told, the type or the name does. */
function readSupply([level, max, description, kind, type]: SnmpValue[]): PrinterMibFact['supplies'] {
  const known = numberOf(level)
  if (known === null) return []
  // Xerox writes part and serial numbers behind the name.
  const name = (textOf(description) ?? '').replace(/\s*[,;]\s*(?:PN|SN|P\/N|S\/N)\b.*$/u, '')
  const isWaste = typeof type === 'number' ? wastes.includes(type) : /\bwaste\b/iu.test(name)
  const fills = kind === 4 || (kind !== 3 && isWaste)
  return [{ description: name, level: known, max: numberOf(max) ?? -2, fills }]
}

/** prtCoverStatus: 3 and 5 are open covers and interlocks, 4 and 6 closed ones. */
function readCovers(statuses: readonly (SnmpValue | undefined)[]): boolean | null {
  if (statuses.some((status) => status === 3 || status === 5)) return true
  return statuses.some((status) => status === 4 || status === 6) ? false : null
}

function joined({ rows }: SnmpTable): Buffer {
  const lines = [...rows.values()].flatMap(([line]) => (Buffer.isBuffer(line) ? [line, Buffer.from(' ')] : []))
  return Buffer.concat(lines)
}
