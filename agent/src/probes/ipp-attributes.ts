import { cleanText } from '@sereno/shared/field.ts'
import type { IdentityFact, IppFact } from '@sereno/shared/reading.ts'
import { readDeviceId } from './device-id.ts'
import type { IppAttributes, IppValue } from './ipp-message.ts'

/** What is asked of a printer (RFC 8011, 5.4; PWG 5100.13 for supplies; marker attributes of CUPS, which most makers took up). */
export const askedAttributes: readonly string[] = [
  'printer-state',
  'printer-state-reasons',
  'printer-state-message',
  'printer-is-accepting-jobs',
  'marker-names',
  'marker-types',
  'marker-levels',
  'printer-supply',
  'printer-supply-description',
  'printer-name',
  'printer-dns-sd-name',
  'printer-info',
  'printer-make-and-model',
  'printer-device-id',
  'printer-uuid',
  'printer-serial-number',
]

const mostReasons = 32
const mostSupplies = 16
const states: Record<number, IppFact['state']> = { 3: 'idle', 4: 'processing', 5: 'stopped' }

/** How the printer is by its own words. */
export function ippFact(printer: IppAttributes): IppFact {
  const state = printer.get('printer-state')?.[0]
  const accepting = printer.get('printer-is-accepting-jobs')?.[0]
  return {
    fact: 'ipp',
    state: typeof state === 'number' ? (states[state] ?? null) : null,
    accepting: typeof accepting === 'boolean' ? accepting : null,
    reasons: textsOf(printer, 'printer-state-reasons').slice(0, mostReasons).flatMap(readReason),
    message: textOf(printer, 'printer-state-message'),
    supplies: readSupplies(printer),
  }
}

/** `media-empty-error` → the keyword and its suffix; `none` is no reason. */
function readReason(text: string): IppFact['reasons'] {
  const [, keyword = '', severity] = /^(.*?)(?:-(report|warning|error))?$/u.exec(text) ?? []
  if (keyword === '' || text === 'none') return []
  return [{ keyword, severity: (severity as 'report' | 'warning' | 'error' | undefined) ?? null }]
}

/** Who it says that it is. */
export function ippIdentity(printer: IppAttributes): IdentityFact {
  const device = readDeviceId(textOf(printer, 'printer-device-id', 2000) ?? '')
  const uuid = /^urn:uuid:([0-9a-f-]{32,36})$/iu.exec(textOf(printer, 'printer-uuid') ?? '')?.[1]
  return {
    fact: 'identity',
    name: textOf(printer, 'printer-dns-sd-name') ?? textOf(printer, 'printer-name'),
    model: textOf(printer, 'printer-make-and-model') ?? device.model,
    vendor: device.vendor,
    serial: textOf(printer, 'printer-serial-number') ?? device.serial,
    description: textOf(printer, 'printer-info'),
    uuid: uuid?.toLowerCase() ?? null,
    mac: null,
    objectId: null,
    isPrinter: true,
  }
}

/** `type=toner;maxcapacity=100;level=40;` (PWG 5100.13), by the names in small letters. */
const fieldsOf = (text: string): Map<string, string> =>
  new Map(
    text.split(';').flatMap((part): [string, string][] => {
      const at = part.indexOf('=')
      return at > 0 ? [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()]] : []
    }),
  )

function readSupplies(printer: IppAttributes): IppFact['supplies'] {
  const levels = printer.get('marker-levels') ?? []
  const hasMarkers = levels.some((level) => typeof level === 'number')
  return (hasMarkers ? markers(printer, levels) : supplies(printer)).slice(0, mostSupplies)
}

/** The levels are percentages; -1, -2 and -3 say what they say in Printer-MIB: other, unknown, some left. */
function markers(printer: IppAttributes, levels: readonly IppValue[]): IppFact['supplies'] {
  const names = printer.get('marker-names') ?? []
  const types = printer.get('marker-types') ?? []
  return levels.slice(0, mostSupplies).flatMap((level, index) => {
    if (typeof level !== 'number') return []
    const type = types[index]
    const one = supply(cleanValue(names[index]), typeof type === 'string' ? type : '', level, 100)
    // Of a waste box it is how full it is; everything else tells what is left, Printer-MIB and printer-supply too.
    return [one.fills && level >= 0 ? { ...one, level: Math.max(0, 100 - level) } : one]
  })
}

function supplies(printer: IppAttributes): IppFact['supplies'] {
  const descriptions = printer.get('printer-supply-description') ?? []
  return (printer.get('printer-supply') ?? []).slice(0, mostSupplies).flatMap((value, index) => {
    const text = Buffer.isBuffer(value) ? value.toString('latin1') : typeof value === 'string' ? value : ''
    const fields = fieldsOf(text.slice(0, 1000))
    const level = wholeNumber(fields.get('level'))
    if (level === null) return []
    const type = fields.get('type') ?? ''
    const fills = /filled$/iu.test(fields.get('class') ?? '') || undefined
    const description = cleanValue(descriptions[index]) || cleanText(fields.get('colorantname') ?? '', 80)
    return [supply(description, type, level, wholeNumber(fields.get('maxcapacity')) ?? -2, fills)]
  })
}

const supply = (description: string, type: string, level: number, max: number, fills?: boolean) => ({
  description: description || cleanText(type, 80),
  level,
  max,
  fills: fills ?? /waste/iu.test(type || description),
})

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^-?\d{1,9}$/u.test(text) ? Number(text) : null

const cleanValue = (value: IppValue | undefined): string => (typeof value === 'string' ? cleanText(value, 80) : '')

const textsOf = (printer: IppAttributes, name: string): string[] =>
  (printer.get(name) ?? []).flatMap((value) => (typeof value === 'string' ? cleanText(value) || [] : []))

function textOf(printer: IppAttributes, name: string, max = 200): string | null {
  const value = printer.get(name)?.[0]
  return (typeof value === 'string' && cleanText(value, max)) || null
}
