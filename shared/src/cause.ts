import type { Kind } from './kind.ts'

/** Whether the local network has to do with a cause. */
export const networks = ['yes', 'no', 'maybe'] as const
export type Network = (typeof networks)[number]

interface CauseFacts {
  /** The one kind under which this cause is filed; `null`: a notice, never counted (rule K0). */
  kind: Kind | null
  network: Network
}

const offline = (network: Network = 'yes'): CauseFacts => ({ kind: 'Offline', network })
const fail = (network: Network = 'no'): CauseFacts => ({ kind: 'Fail', network })
const error = (network: Network = 'no'): CauseFacts => ({ kind: 'Error', network })
const retry = (network: Network = 'maybe'): CauseFacts => ({ kind: 'Retry', network })
const notice = (network: Network = 'no'): CauseFacts => ({ kind: null, network })

/**
 * Every cause that Sereno itself finds, and the kind each is filed under: the one place where a kind is decided
 * (`kinds.md`, Situations). A cause has one kind, so an entry cannot have two.
 */
export const causes = {
  // Offline: the network, or the way to a device
  no_answer: offline(),
  port_stuck: offline('maybe'),
  port_silent: offline(),
  ip_moved: offline(),
  ip_taken: offline(),
  ip_conflict: offline(),
  ipad_away: offline(),
  wifi_flapping: offline(),
  wrong_subnet: offline(),
  ios_no_internet: offline(),
  ios_local_network: offline('maybe'),
  isp_down: offline(),
  gateway_down: offline(),
  dns_down: offline(),
  captive_portal: offline(),
  rogue_dhcp: offline(),
  l2_storm: offline(),
  group_down: offline(),
  // Fail: the device answered, the action cannot happen
  paper_out: fail(),
  cover_open: fail(),
  cutter: fail(),
  hardware: fail(),
  overheated: fail(),
  jammed: fail(),
  marker_empty: fail(),
  output_full: fail(),
  service_requested: fail(),
  printer_offline_bit: fail(),
  // Error: any other failed action of a system
  pos_cloud: error('maybe'),
  mail_failed: error('maybe'),
  webhook_failed: error('maybe'),
  channel_token: error(),
  channel_silent: error('maybe'),
  snmp_config: error(),
  agent_network: error('yes'),
  agent_crashed: error(),
  disk_full: error(),
  disk_readonly: error(),
  clock_unset: error(),
  under_voltage: error(),
  backup_no_room: error(),
  backup_failed: error(),
  certificate_failed: error(),
  unclassified: error('maybe'),
  // Retry: it worked, or is still being tried, because someone tried again
  check_retry: retry('yes'),
  mail_retry: retry(),
  webhook_retry: retry(),
  print_retry: retry(),
  // Entries of others that name no cause of their own; their kind comes with them
  reported: error('maybe'),
  // Notices
  late_answer: notice('yes'),
  busy: notice(),
  no_icmp: notice('yes'),
  no_status: notice(),
  paper_low: notice(),
  supply_low: notice(),
  printer_warning: notice(),
  asleep: notice(),
  ipad_silent: notice('maybe'),
  roamed: notice('yes'),
  ip_changed: notice('yes'),
  new_device: notice('yes'),
  degraded: notice('yes'),
  parent_down: notice('yes'),
  ups_on_battery: notice(),
  ups_battery_replace: notice(),
  database_missing: notice(),
  restored: notice(),
} as const satisfies Record<string, CauseFacts>

export type Cause = keyof typeof causes

export const isCause = (code: string): code is Cause => Object.hasOwn(causes, code)

/** The kind of a cause, or `null` where it is a notice. */
export const kindOf = (cause: Cause): Kind | null => causes[cause].kind

/** The local network may have to do with a cause that only its sender knows. */
export const networkOf = (cause: string): Network => (isCause(cause) ? causes[cause].network : 'maybe')
