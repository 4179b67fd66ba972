import type { Cause } from '@sereno/shared/cause.ts'

/** A situation of `kinds.md` that a network can show, and the tests of the pretend venue that play it. */
export interface Situation {
  what: string
  /** Its cause, which names its kind; a notice where that is none. */
  cause: Cause
  /** How often it counts for a threshold. */
  count: string
  /** `file > describe > test`, as `vitest list` prints them. */
  cases: readonly string[]
  /** What a reader has to know of how it is played. */
  remark?: string
}

const once = '1'
const never = '0'

/** The tests of a file by their names, below what the file describes. */
const of =
  (file: string, describes: string) =>
  (...names: string[]): string[] =>
    names.map((name) => `${file}.test.ts > ${describes} > ${name}`)

const ways = of('ways', 'ways to a device')
const addresses = of('addresses', 'addresses')
const printers = of('printers', 'printers that answer')
const beside = of('out-of-band', 'printers that tell their status beside the port that prints')
const told = of('conditions', 'conditions that devices tell')
const outages = of('outages', 'outages that touch many devices')
const network = of('network', 'the network as a whole')
const around = of('surroundings', 'the agent’s own machine, and what lies around it')
const checkins = of('checkins', 'check-ins of iPads')
const presence = of('presence', 'presence, by a clock that runs fast')
const sideBySide = of('presence', 'presence, by a clock that runs fast > side by side')
const mail = of('mail', 'Error Follow Up')

const broken = 'ESC/POS broken for good, SNMP no toner and a full output, IPP a jam: one Fail each'
const tooHot = 'ESC/POS too hot, SNMP service requested and set offline, IPP a cover: one Fail each'
const notices = 'SNMP an empty tray and a warning, a UPS on a worn battery: notices; IPP out of paper is the one Fail'
const toner = 'IPP an empty toner is one Fail; service requested by SNMP while it prints is a notice'
const fast = 'the agent’s wall clock runs 20 times too fast; its timers and time-outs are real'

const devices: Situation[] = [
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

const conditions: Situation[] = [
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
  { what: 'no toner', cause: 'marker_empty', count: once, cases: told(broken, toner) },
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
  { what: 'a warning while it prints on', cause: 'printer_warning', count: never, cases: told(notices, toner) },
  {
    what: 'paused or set offline by someone; the offline bit alone',
    cause: 'printer_offline_bit',
    count: once,
    cases: [
      ...printers('ESC/POS: switched offline by someone is one Fail'),
      ...beside('Star: switched offline by someone is one Fail'),
      ...told(tooHot),
    ],
    remark: 'the keyword "paused" of IPP: judge/ipp.test.ts, since CUPS’ printer cannot be told to pause',
  },
  { what: 'a UPS on battery', cause: 'ups_on_battery', count: never, cases: told(notices) },
  { what: 'a UPS with a worn battery', cause: 'ups_battery_replace', count: never, cases: told(notices) },
]

const pads: Situation[] = [
  {
    what: 'iPad asleep: ARP only, or silent for less than 30 min',
    cause: 'asleep',
    count: never,
    cases: [
      ...ways('an iPad asleep is a notice, no entry'),
      ...sideBySide('an iPad that is silent is asleep, and after half an hour in opening hours one Offline'),
    ],
  },
  {
    what: 'iPad silent for 30 min in opening hours',
    cause: 'ipad_away',
    count: once,
    cases: sideBySide('an iPad that is silent is asleep, and after half an hour in opening hours one Offline'),
    remark: fast,
  },
  {
    what: 'iPad silent for 30 min, no opening hours set',
    cause: 'ipad_silent',
    count: never,
    cases: presence('an iPad silent for half an hour where no hours are set is a notice, no entry'),
    remark: fast,
  },
  {
    what: 'outside opening hours: no Offline of iPads and printers',
    cause: 'no_answer',
    count: never,
    cases: presence('outside opening hours neither an iPad nor a printer is Offline; at opening the printer is'),
  },
  {
    what: 'iPad misses one check',
    cause: 'roamed',
    count: never,
    cases: sideBySide(
      'an iPad that misses one check is a notice; the third such gap is one Offline, over ten minutes later',
    ),
    remark: fast,
  },
  {
    what: '3 such gaps in 10 min',
    cause: 'wifi_flapping',
    count: '1 an hour',
    cases: [
      ...sideBySide(
        'an iPad that misses one check is a notice; the third such gap is one Offline, over ten minutes later',
      ),
      ...ways('an iPad whose Wi-Fi comes and goes three times in ten minutes is one Offline'),
    ],
  },
  {
    what: 'iOS says no internet',
    cause: 'ios_no_internet',
    count: once,
    cases: checkins(
      'without internet while the line works',
      'without internet because the line is down: only the line',
    ),
  },
  {
    what: 'iOS local-network permission off',
    cause: 'ios_local_network',
    count: once,
    cases: checkins('without a way to the printer that another iPad prints on: kept off the local network'),
  },
  {
    what: 'iPads and printers on different subnets',
    cause: 'wrong_subnet',
    count: once,
    cases: checkins(
      'from another subnet without a way to the printers: the wrong one',
      'from another subnet that print are well',
    ),
  },
  {
    what: 'print job fails, will be tried again',
    cause: 'print_retry',
    count: '1 a job',
    cases: checkins('with a print job that is tried again'),
  },
]

const whole: Situation[] = [
  {
    what: 'internet line down',
    cause: 'isp_down',
    count: '1 for the venue',
    cases: outages('the internet line down is one Offline, with nothing for what is reached over it'),
  },
  {
    what: 'a mail that the outage holds up',
    cause: 'mail_retry',
    count: '1 a mail',
    cases: mail('a mail that the line holds up waits, and goes once when the line is back'),
  },
  {
    what: 'the agent’s own cable out, no address',
    cause: 'agent_network',
    count: once,
    cases: [
      ...outages('P19 the agent’s own cable out is one Error, with no verdict on any device'),
      ...around('the agent without an address is one Error, with no verdict on any device'),
    ],
  },
  {
    what: 'local errors of our own sockets',
    cause: 'agent_network',
    count: '1 an hour',
    cases: around('errors of the agent’s own sockets are one Error, with no verdict on any device'),
  },
  {
    what: 'gateway down: folds what is reached through it',
    cause: 'gateway_down',
    count: once,
    cases: outages('the gateway down is one Offline; devices of its own subnet stay well, those behind it are folded'),
  },
  {
    what: 'gateway that never answered ICMP',
    cause: 'gateway_down',
    count: once,
    cases: around('a gateway that never answered a ping is well by its neighbour entry, and down when that is gone'),
  },
  {
    what: 'gateway down, and nothing else of its subnet answers',
    cause: 'gateway_down',
    count: once,
    cases: around('a gateway without which nothing else of its subnet answers holds all of it in its one Offline'),
  },
  {
    what: 'DNS alone down',
    cause: 'dns_down',
    count: once,
    cases: outages('P17 names alone down is one Offline'),
  },
  {
    what: 'captive portal',
    cause: 'captive_portal',
    count: once,
    cases: outages('a captive portal is one Offline, with nothing for the POS cloud behind it'),
  },
  {
    what: 'broadcast storm, switch loop',
    cause: 'l2_storm',
    count: '1, the rest folded in',
    cases: network(
      'a switch looped back on itself is one Offline that holds all that fall silent, while the agent goes on',
    ),
  },
  {
    what: 'a second DHCP server',
    cause: 'rogue_dhcp',
    count: once,
    cases: network('a second DHCP server is one Offline that names both, and one alone is none'),
  },
  {
    what: 'a device that others name as parent is down',
    cause: 'no_answer',
    count: '1, the rest folded in',
    cases: outages(
      'a switch down is one Offline that names what hangs behind it, and each is looked at again afterwards',
    ),
  },
  {
    what: 'a child behind a dead parent, and still away when that is back',
    cause: 'parent_down',
    count: never,
    cases: outages('a child that is still away when its parent is back gets an entry of its own, and not before'),
  },
  {
    what: 'several devices at once with no watched parent',
    cause: 'group_down',
    count: '1, the members folded in',
    cases: network(
      'an unmanaged switch that loses power has an entry for each device once, and one for all from then on',
    ),
  },
  {
    what: 'POS cloud 5xx or time-outs while the internet works',
    cause: 'pos_cloud',
    count: once,
    cases: [
      ...outages('a POS cloud that is silent while the internet works is one Error'),
      ...around('a POS cloud that answers with errors while the internet works is one Error'),
    ],
  },
]

export const situations: readonly Situation[] = [...devices, ...conditions, ...pads, ...whole]
