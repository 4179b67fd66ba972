import { never, once, type Situation, testsOf } from './situation.ts'

const printers = testsOf('printers', 'printers that answer')
const beside = testsOf('out-of-band', 'printers that tell their status beside the port that prints')
const told = testsOf('conditions', 'conditions that devices tell')
const broken = 'ESC/POS broken for good, SNMP no toner and a full output, IPP a jam: one Fail each'
const tooHot = 'ESC/POS too hot, SNMP service requested and set offline, IPP a cover: one Fail each'
const notices = 'SNMP an empty tray and a warning, a UPS on a worn battery: notices; IPP out of paper is the one Fail'
const paused = 'IPP paused by someone is one Fail; service requested by SNMP while it prints is a notice'

/** What a device that answers says of itself. */
export const conditionSituations: readonly Situation[] = [
  {
    what: 'paper end',
    cause: 'paper_out',
    count: once,
    cases: [
      ...printers('ESC/POS: out of paper is one Fail', 'SNMP: the bit noPaper is one Fail'),
      ...beside(
        'Star: out of paper is one Fail',
        'a trap of a printer has it looked at at once, also when the fault is over',
      ),
      ...told(notices),
    ],
  },
  {
    what: 'paper near end, a spare tray empty',
    cause: 'paper_low',
    count: never,
    cases: [...printers('ESC/POS: paper near its end is a notice, no entry'), ...told(notices)],
  },
  {
    what: 'cover open',
    cause: 'cover_open',
    count: once,
    cases: [
      ...printers('ESC/POS: cover open is one Fail', 'SNMP: the bit doorOpen is one Fail'),
      ...beside('Star: cover open is one Fail'),
      ...told(tooHot),
    ],
  },
  {
    what: 'cutter stuck',
    cause: 'cutter',
    count: once,
    cases: [...printers('ESC/POS: cutter jammed is one Fail'), ...beside('Star: cutter jammed is one Fail')],
  },
  { what: 'unrecoverable error', cause: 'hardware', count: once, cases: told(broken) },
  { what: 'overheated', cause: 'overheated', count: once, cases: told(tooHot) },
  {
    what: 'jam',
    cause: 'jammed',
    count: once,
    cases: [...printers('SNMP: the bit jammed is one Fail'), ...told(broken)],
  },
  { what: 'no toner', cause: 'marker_empty', count: once, cases: told(broken) },
  { what: 'output full', cause: 'output_full', count: once, cases: told(broken) },
  { what: 'service requested, and down', cause: 'service_requested', count: once, cases: told(tooHot) },
  {
    what: 'low toner or ribbon',
    cause: 'supply_low',
    count: never,
    cases: [
      ...printers('SNMP: little toner and a warning are notices, no entry'),
      ...beside('IPP: little toner is a notice, no entry'),
    ],
  },
  { what: 'a warning while it prints on', cause: 'printer_warning', count: never, cases: told(notices, paused) },
  {
    what: 'paused or set offline by someone; the offline bit alone',
    cause: 'printer_offline_bit',
    count: once,
    cases: [
      ...printers('ESC/POS: switched offline by someone is one Fail'),
      ...beside('Star: switched offline by someone is one Fail'),
      ...told(tooHot, paused),
    ],
  },
  { what: 'a UPS on battery', cause: 'ups_on_battery', count: never, cases: told(notices) },
  { what: 'a UPS with a worn battery', cause: 'ups_battery_replace', count: never, cases: told(notices) },
]
