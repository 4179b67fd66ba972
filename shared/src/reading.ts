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
  /** prtMarkerSuppliesTable; `fills`: a waste box, which is spent when it is full (prtMarkerSuppliesClass 4). */
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
