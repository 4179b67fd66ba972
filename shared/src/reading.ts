/**
 * What a probe saw in one look: facts, no verdict. The judge (`agent/src/judge`) decides what they mean; a new fact opens
 * this file and `judge/classify.ts`, and the compiler names both places.
 */
export interface Reading {
  /** The probe's type, such as `icmp`, and its id within the device. */
  probe: string
  probeId: string
  /** When the last attempt ended, ms since 1970. */
  at: number
  /** Which attempt of the check this is, from 1. */
  attempt: number
  contact: Contact
  /** Time from the first byte sent to the answer, ms; `null` without an answer. */
  latencyMs: number | null
  /** The code of the failure, such as `ECONNREFUSED`, or why the probe was not able to look. */
  code: string | null
  facts: Fact[]
}

/**
 * How far the look came.
 * `answered`: the device answered, in the probe's own protocol.
 * `refused`: it said no (TCP RST, also one before the first byte).
 * `silent`: nothing came before the deadline.
 * `unreachable`: the kernel or a router said that nobody has this address (EHOSTUNREACH).
 * `mute`: the connection was made, but no byte came.
 * `garbled`: something answered that does not speak this protocol.
 * `local_error`: our own machine failed (no buffer space, no route, no address); says nothing about the device.
 * `unable`: this machine cannot look in this way, or the probe held back; says nothing about the device.
 */
export type Contact = 'answered' | 'refused' | 'silent' | 'unreachable' | 'mute' | 'garbled' | 'local_error' | 'unable'

export type Fact =
  | EscposFact
  | PrinterMibFact
  | StarFact
  | IppFact
  | CheckinFact
  | IdentityFact
  | SnmpAuthFact
  | UpsFact
  | HttpFact
  | DnsFact
  | AnchorsFact
  | PageFact
  | NeighbourFact

/** ESC/POS real-time status (DLE EOT 1 to 4). `null`: not asked or not answered, so unknown. */
export interface EscposFact {
  fact: 'escpos'
  offline: boolean | null
  coverOpen: boolean | null
  paperEnd: boolean | null
  paperNearEnd: boolean | null
  /** Paper is being fed with the button. */
  feeding: boolean | null
  cutterError: boolean | null
  unrecoverableError: boolean | null
  /** A mechanical error that clears after someone acts on it. */
  recoverableError: boolean | null
  /** Clears by itself: the head too hot, the cover opened while printing. */
  autoRecoverableError: boolean | null
  /** The level of drawer pin 3; whether high means open depends on the drawer. */
  drawerHigh: boolean | null
  /** The status bytes as received, by n. */
  raw: Partial<Record<1 | 2 | 3 | 4, number>>
}

/** Star's automatic status block (line mode and StarPRNT), as port 9101 gives it (`printers.md`, section 6). */
export interface StarFact {
  fact: 'star'
  offline: boolean
  /** Someone switched it offline. */
  offlineBySwitch: boolean
  coverOpen: boolean
  paperEnd: boolean
  paperNearEnd: boolean
  cutterError: boolean
  /** A jam, a raised head, a black mark not found: clears after someone acts on it. */
  mechanicalError: boolean
  unrecoverableError: boolean
  /** The head is too hot; clears by itself. */
  overheated: boolean
  receiveOverflow: boolean
  /** The level of the drawer's compulsion switch. */
  drawerHigh: boolean
  /** The block as received, in hex. */
  raw: string
}

/** What a printer says of itself over IPP (RFC 8011, section 5.4). */
export interface IppFact {
  fact: 'ipp'
  /** printer-state; `null`: not told. */
  state: 'idle' | 'processing' | 'stopped' | null
  /** printer-is-accepting-jobs */
  accepting: boolean | null
  /** printer-state-reasons, without `none`, their suffix apart; `null`: it has none (RFC 8011, 5.4.12). */
  reasons: { keyword: string; severity: 'report' | 'warning' | 'error' | null }[]
  /** printer-state-message, for a person; may be out of date. */
  message: string | null
  supplies: PrinterMibFact['supplies']
}

/** What an iPad told of itself; nothing of it was looked at by us. `null`: not told. */
export interface CheckinFact {
  fact: 'checkin'
  /** Where the check-in came from. */
  address: string
  online: boolean | null
  /** The POS's words about its last print; `null`: not told, an empty text: the last print worked. */
  lastPrintError: string | null
  rttMs: number | null
  model: string | null
  osVersion: string | null
  appVersion: string | null
  battery: number | null
  charging: boolean | null
}

/** hrPrinterDetectedErrorState, bit 0 first (RFC 2790). */
export const errorBits = [
  'lowPaper',
  'noPaper',
  'lowToner',
  'noToner',
  'doorOpen',
  'jammed',
  'offline',
  'serviceRequested',
  'inputTrayMissing',
  'outputTrayMissing',
  'markerSupplyMissing',
  'outputNearFull',
  'outputFull',
  'inputTrayEmpty',
  'overduePreventMaint',
] as const
export type ErrorBit = (typeof errorBits)[number]

/** What a printer says of itself over SNMP: Host Resources (RFC 2790) and Printer-MIB (RFC 3805). */
export interface PrinterMibFact {
  fact: 'printer_mib'
  /** hrDeviceStatus: 1 unknown, 2 running, 3 warning, 4 testing, 5 down; the worst of the printer's rows. */
  deviceStatus: number | null
  /** hrPrinterStatus: 1 other, 2 unknown, 3 idle, 4 printing, 5 warmup. */
  printerStatus: number | null
  errorBits: ErrorBit[]
  /** prtAlertTable; severity 3 is critical, 4 warning. */
  alerts: { severity: number; group: number; code: number; description: string }[]
  /** prtInputTable; level -3 some left, -2 unknown, -1 other. */
  trays: { description: string; level: number; max: number }[]
  /** prtMarkerSuppliesTable; `fills`: a waste box (prtMarkerSuppliesClass 4), whose level is the room that is left. */
  supplies: { description: string; level: number; max: number; fills: boolean }[]
  coverOpen: boolean | null
  consoleText: string | null
}

/** Who a device says it is. Untrusted text, cleaned and cut. */
export interface IdentityFact {
  fact: 'identity'
  name: string | null
  model: string | null
  vendor: string | null
  serial: string | null
  description: string | null
  /** printer-uuid of IPP, without its `urn:uuid:`. */
  uuid: string | null
  /** As the device tells it of its own interface, lower case with colons. */
  mac: string | null
  /** sysObjectID: the maker's own number of the product (RFC 3418). */
  objectId: string | null
  /** It has rows of a printer (Printer-MIB, hrPrinterTable, IPP). */
  isPrinter: boolean
  /** What its MIBs show of its work on the network; absent where that was not asked. */
  network?: NetworkWork
}

/** Signs of what a device does on a network; each may be missing on a device that does it. */
export interface NetworkWork {
  /** sysServices (RFC 3418): 2 is a bridge's bit, 4 a router's, 64 a host's; `null`: not told. */
  services: number | null
  /** ipForwarding (RFC 4293); hosts with containers forward too. */
  forwards: boolean | null
  /** It knows BRIDGE-MIB (RFC 4188). */
  bridges: boolean
  /** It has radios (IEEE 802.11 MIB, ifType 71). */
  hasRadio: boolean
  /** It has interfaces of a packet filter (pf of BSD). */
  filters: boolean
  /** Ethernet interfaces, as far as they were counted. */
  ports: number
}

/** An SNMP agent that answers, but not to us: report PDU of SNMPv3 (RFC 3414) or an authorization error. */
export interface SnmpAuthFact {
  fact: 'snmp_auth'
  reason: string
}

/** UPS-MIB (RFC 1628) or a vendor's own. */
export interface UpsFact {
  fact: 'ups'
  onBattery: boolean | null
  replaceBattery: boolean | null
}

export interface HttpFact {
  fact: 'http'
  status: number
  /** `null`: no text was asked for. */
  textFound: boolean | null
  statusExpected: boolean
}

/** `failed`: the server's answer code (SERVFAIL, NXDOMAIN …) when it answered without an address. */
export interface DnsFact {
  fact: 'dns'
  addresses: string[]
  failed: string | null
}

/** Well-known addresses on the internet, asked by address so that no name service is needed. */
export interface AnchorsFact {
  fact: 'anchors'
  asked: number
  answered: number
}

/** A page whose text we know; another text means that something between us and it answers instead (captive portal). */
export interface PageFact {
  fact: 'page'
  found: 'as_known' | 'altered' | 'silent'
}

/**
 * The kernel's neighbour entry after it was refreshed. `present`: the device answered ARP or NDP just now. `absent`: it
 * did not. `unknown`: there is no entry to have (behind a router) or no right to refresh it.
 */
export interface NeighbourFact {
  fact: 'neighbour'
  state: 'present' | 'absent' | 'unknown'
  mac: string | null
}
