import type { Fact } from '@sereno/shared/reading.ts'
import type { Sighting } from '../probes/probe.ts'
import type { Announced } from './clues.ts'
import type { ScanPlan } from './plan-scan.ts'
import { type Recognised, recognise } from './recognise.ts'
import { vendorOf } from './vendor.ts'
import type { Ways } from './ways.ts'

/** Something that is on the network, as far as this scan has looked at it. */
export interface Finding extends Recognised {
  address: string
  /** `null`: behind a router, where there is no ARP. */
  mac: string | null
  /** Its ports and its SNMP and IPP were asked. */
  asked: boolean
  openPorts: number[]
  /** Ways that answered in their own protocol: what a device made of this can be looked at by. */
  ways: ('snmp' | 'ipp')[]
}

/** How far a scan is. */
export interface Progress {
  /** Addresses asked, of how many; then those found are looked at one by one. */
  asked: number
  total: number
  found: number
  recognised: number
}

export interface ScanOrder {
  plan: ScanPlan
  gateway: string | null
  /** Whether to look at it closer; what is watched or known already is left alone. Asked once for each that is found. */
  isNew(address: string, mac: string | null): boolean
  onProgress(progress: Progress): void
  /** Twice for what is looked at: as soon as it is swept, and when all was asked. `there`: who is on the network just now. */
  onFinding(finding: Finding, there: ReadonlyMap<string, string>): void
  signal: AbortSignal
}

/** JetDirect, Star's status port, IPP, and the service that every iPhone and iPad runs. */
const ports = [9100, 9101, 631, 62_078] as const
const browseMs = 1500
/** Few at a time: a small switch, and the neighbour table, have to bear it. */
const atOnce = 24
/** More than a venue has; what is found beyond is not looked at. */
const mostHosts = 1000

interface Host {
  address: string
  mac: string | null
  /** Other addresses have the same MAC: a repeater or router that answers for others proves nobody. */
  isSharedMac: boolean
  isNew: boolean
}

/**
 * Finds what is on the network and asks what is new who it is: at most one connection to each port, over which not a byte
 * is sent, SNMP with the community `public`, and IPP where its port is open. Never DLE EOT: what is found has not been
 * called a printer by anybody yet.
 * @returns address → MAC of all that answered ARP
 */
export async function scan(order: ScanOrder, ways: Ways): Promise<Map<string, string>> {
  const { plan, signal, onProgress, onFinding } = order
  const progress: Progress = { asked: 0, total: 0, found: 0, recognised: 0 }
  progress.total = plan.subnets.reduce((sum, { cidr }) => sum + addressesIn(cidr), 0)
  const tell = (change: Partial<Progress>) => onProgress(Object.assign(progress, change))
  const browsing = ways.browse(browseMs, signal)

  const macs = new Map<string, string>()
  const hosts: Host[] = []
  for (const { cidr, near } of plan.subnets) {
    if (signal.aborted) break
    const before = progress.asked
    const onAsked = (asked: number) => tell({ asked: before + asked })
    const swept: [string, string | null][] = near
      ? [...(await ways.sweep(cidr, signal, onAsked))]
      : (await ways.ping(cidr, signal, onAsked)).map((address) => [address, null])
    for (const [address, mac] of swept) if (mac !== null) macs.set(address, mac)
    const found = hostsOf(swept, order).slice(0, mostHosts - hosts.length)
    hosts.push(...found)
    for (const host of found) onFinding(findingOf(host, order, { services: [] }), macs)
    tell({ asked: before + addressesIn(cidr), found: hosts.length })
  }
  if (signal.aborted) return macs

  const queue = [...hosts]
  const work = async () => {
    for (let host = queue.shift(); host !== undefined && !signal.aborted; host = queue.shift()) {
      const asked = host.isNew ? await ask(host.address, ways, signal) : {}
      const services = (await browsing).get(host.address) ?? []
      onFinding(findingOf(host, order, { ...asked, services }), macs)
      tell({ recognised: progress.recognised + 1 })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return macs
}

/** As many as a subnet's bits leave, the two ends aside. */
function addressesIn(cidr: string): number {
  const bits = Number(cidr.split('/')[1])
  return bits >= 31 ? 2 ** (32 - bits) : 2 ** (32 - bits) - 2
}

function hostsOf(swept: readonly [string, string | null][], order: ScanOrder): Host[] {
  const times = new Map<string, number>()
  for (const [, mac] of swept) if (mac !== null) times.set(mac, (times.get(mac) ?? 0) + 1)
  return swept.map(([address, mac]) => ({
    address,
    mac,
    isSharedMac: mac !== null && times.get(mac) !== 1,
    isNew: order.isNew(address, mac),
  }))
}

interface Seen {
  services: readonly Announced[]
  openPorts?: number[]
  facts?: readonly Fact[]
  ways?: Finding['ways']
}

async function ask(address: string, ways: Ways, signal: AbortSignal): Promise<Omit<Required<Seen>, 'services'>> {
  const [states, snmp] = await Promise.all([
    Promise.all(ports.map((port) => ways.isOpen(address, port, signal))),
    ways.look('snmp', address, signal),
  ])
  const openPorts = ports.filter((_, index) => states[index])
  const ipp = openPorts.includes(631) ? await ways.look('ipp', address, signal) : null
  const answered = (sighting: Sighting | null) => sighting?.contact === 'answered' && sighting.facts.length > 0
  return {
    openPorts,
    facts: [...(ipp?.facts ?? []), ...snmp.facts],
    ways: [...(answered(snmp) ? (['snmp'] as const) : []), ...(answered(ipp) ? (['ipp'] as const) : [])],
  }
}

function findingOf(host: Host, { gateway }: ScanOrder, seen: Seen): Finding {
  const { address, mac, isSharedMac } = host
  const { services, openPorts = [], facts = [], ways = [] } = seen
  const macVendor = mac === null ? null : vendorOf(mac)
  const isGateway = address === gateway
  const recognised = recognise({ address, mac, macVendor, facts, openPorts, services, isGateway })
  const evidence = recognised.evidence.filter(({ kind, value }) => kind !== 'mac' || value !== mac || !isSharedMac)
  return { ...recognised, evidence, address, mac, asked: seen.openPorts !== undefined, openPorts, ways }
}
