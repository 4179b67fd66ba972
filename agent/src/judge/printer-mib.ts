import type { Cause } from '@sereno/shared/cause.ts'
import { cleanText } from '@sereno/shared/field.ts'
import type { ErrorBit, PrinterMibFact } from '@sereno/shared/reading.ts'
import type { Finding } from './finding.ts'
import { lowSupply } from './supplies.ts'

/** hrDeviceStatus (RFC 2790). */
const down = 5
const warning = 3
/** prtAlertSeverityLevel (RFC 3805). */
const critical = 3

const failBits: Partial<Record<ErrorBit, Cause>> = {
  noPaper: 'paper_out',
  doorOpen: 'cover_open',
  jammed: 'jammed',
  noToner: 'marker_empty',
  outputFull: 'output_full',
}
/** Bits that say something is not as it should be, while the printer prints on. */
const warningBits: readonly ErrorBit[] = [
  'serviceRequested',
  'inputTrayMissing',
  'outputTrayMissing',
  'markerSupplyMissing',
  'outputNearFull',
  'overduePreventMaint',
]
/** prtAlertGroup (RFC 3805). */
const groups = { cover: 6, input: 8, output: 9, marker: 10, supplies: 11 }

/**
 * What a printer says of itself over SNMP, as conditions (`kinds.md`, "Reading printers over SNMP and IPP"). Only status
 * down, a critical alert or an error bit makes a Fail; those are then named. Levels, and a mere warning, make notices.
 */
export function readPrinterMib(fact: PrinterMibFact): Finding[] {
  const fails = readFails(fact)
  return [...fails, ...readNotices(fact, fails)]
}

function readFails(fact: PrinterMibFact): Finding[] {
  const criticals = fact.alerts.filter((alert) => alert.severity === critical)
  const bits = new Set(fact.errorBits)
  const halted = fact.deviceStatus === down || criticals.length > 0
  const failing = halted || bits.has('offline') || Object.keys(failBits).some((bit) => bits.has(bit as ErrorBit))
  if (!failing) return []

  const found = new Map<Cause, Finding>()
  const find = (cause: Cause, detail = {}) => {
    if (!found.has(cause)) found.set(cause, { cause, detail })
  }
  for (const [bit, cause] of Object.entries(failBits)) if (bits.has(bit as ErrorBit)) find(cause)
  for (const alert of criticals) {
    const cause = causeOfAlert(alert.group, alert.code)
    if (cause) find(cause, { description: cleanText(alert.description, 80) })
  }
  if (fact.trays.length > 0 && allTraysEmpty(fact)) find('paper_out')
  if (fact.coverOpen === true) find('cover_open')
  if (halted && bits.has('serviceRequested')) find('service_requested')
  if (found.size === 0 && bits.has('offline')) find('printer_offline_bit')
  const unnamed = criticals.find((alert) => causeOfAlert(alert.group, alert.code) === null)
  if (found.size === 0 && unnamed) find('service_requested', { description: cleanText(unnamed.description, 80) })
  if (found.size === 0) find('hardware')
  return [...found.values()]
}

/** The codes of prtAlertCode (RFC 3805) that name a cause of ours. */
function causeOfAlert(group: number, code: number): Cause | null {
  switch (code) {
    case 3: // coverOpen
    case 5: // interlockOpen
    case 18: // subunitOpened
    case 501: // doorOpen
      return 'cover_open'
    case 8: // jam
      return 'jammed'
    case 13: // subunitEmpty
      if (group === groups.input) return 'paper_out'
      return group === groups.supplies || group === groups.marker ? 'marker_empty' : null
    case 15: // subunitFull
      return group === groups.output ? 'output_full' : null
    case 22: // subunitOffline
      return 'printer_offline_bit'
    case 903: // outputMediaTrayFull
      return 'output_full'
    case 808: // inputMediaSupplyEmpty
      return 'paper_out'
    case 1002: // markerFuserOverTemperature
      return 'overheated'
    case 1101: // markerTonerEmpty
    case 1102: // markerInkEmpty
    case 1103: // markerPrintRibbonEmpty
      return 'marker_empty'
    default:
      return null
  }
}

function readNotices(fact: PrinterMibFact, fails: readonly Finding[]): Finding[] {
  const bits = new Set(fact.errorBits)
  const failed = new Set(fails.map(({ cause }) => cause))
  const found: Finding[] = []
  const empty = fact.trays.filter((tray) => known(tray) && tray.level === 0)
  if (!failed.has('paper_out') && (bits.has('lowPaper') || bits.has('inputTrayEmpty') || empty.length > 0)) {
    found.push({ cause: 'paper_low', detail: named('tray', empty[0]?.description) })
  }
  const low = lowSupply(fact.supplies)
  if (!failed.has('marker_empty') && (bits.has('lowToner') || low)) {
    found.push({ cause: 'supply_low', detail: low ?? {} })
  }
  const warned = warningBits.filter(
    (bit) => bits.has(bit) && !(bit === 'serviceRequested' && failed.has('service_requested')),
  )
  const openCover = fact.coverOpen === true && !failed.has('cover_open')
  const unexplained = fact.deviceStatus === warning && found.length === 0 && fails.length === 0
  if (warned.length > 0 || openCover || unexplained) {
    const text = fact.alerts[0]?.description || fact.consoleText || ''
    found.push({ cause: 'printer_warning', detail: { bits: warned, ...named('description', text) } })
  }
  return found
}

const named = (key: string, text: string | undefined): Record<string, string> => {
  const clean = cleanText(text ?? '', 80)
  return clean === '' ? {} : { [key]: clean }
}

interface Level {
  level: number
  max: number
}

/** -1 (other) and -2 (unknown) say nothing, nor does 0 of nothing; -3 is "some left" (RFC 3805). */
const known = ({ level, max }: Level): boolean => level === -3 || level > 0 || (level === 0 && max > 0)

const allTraysEmpty = (fact: PrinterMibFact): boolean => {
  const told = fact.trays.filter(known)
  return told.length > 0 && told.every((tray) => tray.level === 0)
}
