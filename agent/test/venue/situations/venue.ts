import { never, once, type Situation, testsOf } from './situation.ts'

const outages = testsOf('outages', 'outages that touch many devices')
const network = testsOf('network', 'the network as a whole')
const around = testsOf('surroundings', 'the agent’s own machine, and what lies around it')
const mail = testsOf('mail', 'Error Follow Up')

/** What touches the venue as a whole, and the agent itself. */
export const venueSituations: readonly Situation[] = [
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
    cases: around(
      'a gateway without which nothing else of its subnet answers explains all of it, so that one entry counts',
    ),
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
