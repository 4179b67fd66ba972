import type { Fact, Reading } from '@sereno/shared/reading.ts'
import { readEscpos } from './escpos.ts'
import type { Finding } from './finding.ts'
import { readIpp } from './ipp.ts'
import { readPrinterMib } from './printer-mib.ts'
import { readStar } from './star.ts'

/** The causes that the facts of a reading show by themselves: what the device says of itself, or failed to do. */
export const classify = (reading: Reading): Finding[] => reading.facts.flatMap(readFact)

function readFact(fact: Fact): Finding[] {
  switch (fact.fact) {
    case 'escpos':
      return readEscpos(fact)
    case 'star':
      return readStar(fact)
    case 'printer_mib':
      return readPrinterMib(fact)
    case 'ipp':
      return readIpp(fact)
    case 'ups':
      return [
        ...(fact.onBattery === true ? [{ cause: 'ups_on_battery' as const, detail: {} }] : []),
        ...(fact.replaceBattery === true ? [{ cause: 'ups_battery_replace' as const, detail: {} }] : []),
      ]
    case 'http': {
      const works = fact.statusExpected && fact.textFound !== false
      return works ? [] : [{ cause: 'pos_cloud', detail: { status: fact.status } }]
    }
    case 'dns': {
      const works = fact.failed === null && fact.addresses.length > 0
      return works ? [] : [{ cause: 'dns_down', detail: { answer: fact.failed ?? 'no address' } }]
    }
    case 'page':
      return fact.found === 'altered' ? [{ cause: 'captive_portal', detail: {} }] : []
    // These tell how far a look came, which the ways of the device are judged by together (`contact.ts`, `ways.ts`).
    case 'anchors':
    case 'neighbour':
    case 'snmp_auth':
      return []
    case 'identity':
    case 'checkin':
      return []
    default:
      return fact satisfies never
  }
}

/** Facts that tell the device's own status; a reading with one of them replaces what was believed of it. */
export const tellsStatus = (reading: Reading): boolean =>
  reading.facts.some(({ fact }) =>
    ['escpos', 'star', 'printer_mib', 'ipp', 'ups', 'http', 'dns', 'page'].includes(fact),
  )
