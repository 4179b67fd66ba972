import { type Situation, testsOf } from './situation.ts'

const ways = testsOf('ways', 'ways to a device')
const addresses = testsOf('addresses', 'addresses')
const printers = testsOf('printers', 'printers that answer')
const beside = testsOf('out-of-band', 'printers that tell their status beside the port that prints')
const outages = testsOf('outages', 'outages that touch many devices')
const around = testsOf('surroundings', 'the agent’s own machine, and what lies around it')
const told = testsOf('conditions', 'conditions that devices tell')
const presence = testsOf('presence', 'presence, by a clock that runs fast')
const sideBySide = testsOf('presence', 'presence, by a clock that runs fast > side by side')
const mail = testsOf('mail', 'Error Follow Up')
const found = testsOf('discovery', 'what is found on the network')
const bare = testsOf('bare', 'a machine')

const rule = (what: string, ...cases: string[]): Situation => ({ what, cause: null, count: null, cases })

/** Tie-breakers, rates and windows, and how printers are read: what holds for many causes at once. */
export const ruleSituations: readonly Situation[] = [
  rule(
    'the offline bit is Fail, never Offline',
    ...printers('ESC/POS: switched offline by someone is one Fail'),
    ...beside('Star: switched offline by someone is one Fail'),
  ),
  rule(
    'a Retry during an outage adds no second Offline, and ends when its action succeeds',
    ...mail('a mail that the line holds up waits, and goes once when the line is back'),
  ),
  rule(
    'a Retry of checks ends ten minutes after the last',
    ...sideBySide(
      'a single late answer is a notice, the second in an hour one Retry, closed ten minutes after the last',
    ),
  ),
  rule(
    'what hangs behind a dead parent adds no entry that counts',
    ...outages('a switch down is one Offline that names what hangs behind it, and each is looked at again afterwards'),
    ...around(
      'a gateway without which nothing else of its subnet answers explains all of it, so that one entry counts',
    ),
  ),
  rule(
    'when the parent is back, each child is checked once more before it gets an entry',
    ...outages('a child that is still away when its parent is back gets an entry of its own, and not before'),
  ),
  rule(
    'a warning prints on; levels alone are no Fail',
    ...printers('SNMP: little toner and a warning are notices, no entry'),
    ...told('IPP paused by someone is one Fail; service requested by SNMP while it prints is a notice'),
  ),
  rule(
    'DLE EOT goes to printers only, and nothing else goes to them',
    ...printers('P25 nothing but status questions ever reached a receipt printer'),
    ...found('no scan sends a byte to a printer'),
    ...addresses(
      'an iPad at the address of a printer that is off is one Offline that names it, and is asked nothing that it might print',
    ),
  ),
  rule(
    'a trap has its printer looked at at once',
    ...beside('a trap of a printer has it looked at at once, also when the fault is over'),
  ),
  rule(
    'outside opening hours iPads and printers make no Offline',
    ...presence('outside opening hours neither an iPad nor a printer is Offline; at opening the printer is'),
  ),
  rule(
    'the neighbour entry is asked for afresh before a verdict',
    ...ways('a printer that lost its address is one Offline'),
    ...found('what was unplugged is not taken for present by an old neighbour entry'),
  ),
  rule(
    'without the right to refresh it, 60 s are waited',
    ...bare(
      'without fping, ping and ip > still finds that a printer is off, up to a minute later than others',
      'that may not use them > still finds that a printer is off, up to a minute later than others',
    ),
  ),
]
