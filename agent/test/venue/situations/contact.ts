import { never, once, type Situation, testsOf } from './situation.ts'

const ways = testsOf('ways', 'ways to a device')
const addresses = testsOf('addresses', 'addresses')
const printers = testsOf('printers', 'printers that answer')
const around = testsOf('surroundings', 'the agent’s own machine, and what lies around it')
const sideBySide = testsOf('presence', 'presence, by a clock that runs fast > side by side')
const fast = 'the agent’s time of day runs 20 times too fast; its timers and time-outs are real'

/** Whether there is communication with a device, and how well. */
export const contactSituations: readonly Situation[] = [
  {
    what: 'printer off, cable out',
    cause: 'no_answer',
    count: once,
    cases: ways('a printer that is off or unplugged is one Offline', 'a printer that lost its address is one Offline'),
  },
  {
    what: 'off behind the router, where no neighbour entry tells of it',
    cause: 'no_answer',
    count: once,
    cases: around('a device behind the router that is off is one Offline, without a neighbour entry to go by'),
  },
  {
    what: 'answers ARP only, and is no iPad',
    cause: 'no_answer',
    count: once,
    cases: ways('a printer that answers ARP only is one Offline that says so'),
  },
  {
    what: 'DHCP moved the printer, the POS prints to the old address',
    cause: 'ip_moved',
    count: once,
    cases: addresses(
      'a printer that DHCP moved is one Offline, which says where to, and what to reserve',
      'a printer that was off and comes back elsewhere keeps its one entry, which then says where it is',
    ),
  },
  {
    what: 'it moved and is found by name',
    cause: 'ip_changed',
    count: never,
    cases: addresses('a printer that is looked for by name, and is at another address now, is a notice and no entry'),
  },
  {
    what: 'another device took the address',
    cause: 'ip_taken',
    count: once,
    cases: [
      ...addresses(
        'an iPad at the address of a printer that is off is one Offline that names it, and is asked nothing that it might print',
      ),
      ...ways('another network card at the address is another device, found although nobody announced it'),
    ],
  },
  {
    what: 'two devices on one address',
    cause: 'ip_conflict',
    count: '1 a pair',
    cases: addresses('two devices at one address are one Offline that names both'),
  },
  {
    what: 'pings, 9100 refused for a moment',
    cause: 'busy',
    count: never,
    cases: ways('a printer that refuses since the POS prints is a notice, no entry'),
  },
  {
    what: 'refused at 3 checks in a row and for 60 s',
    cause: 'port_stuck',
    count: once,
    cases: ways(
      'a port that refuses for a minute and three checks is one Offline; losses meanwhile are a Retry, no Offline',
    ),
  },
  {
    what: 'pings, 9100 silent',
    cause: 'port_silent',
    count: once,
    cases: ways('P24 a port that never answers is one Offline'),
  },
  {
    what: 'ICMP silent, another way answers',
    cause: 'no_icmp',
    count: never,
    cases: ways('a printer that drops pings and prints is a notice, no entry'),
  },
  {
    what: 'connects, no status bytes',
    cause: 'no_status',
    count: never,
    cases: printers('P23 ESC/POS: a printer that takes connections and stays mute is a notice, no entry'),
  },
  {
    what: 'a check answered late, the first in an hour',
    cause: 'late_answer',
    count: never,
    cases: sideBySide(
      'a single late answer is a notice, the second in an hour one Retry, closed ten minutes after the last',
    ),
    remark: fast,
  },
  {
    what: 'checks answered only when asked again',
    cause: 'check_retry',
    count: '1 a probe',
    cases: [
      ...sideBySide(
        'a single late answer is a notice, the second in an hour one Retry, closed ten minutes after the last',
      ),
      ...ways(
        'a port that refuses for a minute and three checks is one Offline; losses meanwhile are a Retry, no Offline',
      ),
    ],
  },
  {
    what: 'slow or lossy but working',
    cause: 'degraded',
    count: never,
    cases: ways(
      'a page that takes long is a notice, no entry, once it was looked at twenty times',
      'a port that refuses for a minute and three checks is one Offline; losses meanwhile are a Retry, no Offline',
    ),
  },
  {
    what: 'SNMP community wrong',
    cause: 'snmp_config',
    count: '1 a day',
    cases: printers('SNMP: a wrong community that a person entered is one Error'),
  },
]
