import type { DeviceSetting, ProbeSetting } from '@sereno/shared/device.ts'
import type { Fact, NeighbourFact } from '@sereno/shared/reading.ts'
import { z } from 'zod'
import type { Clock } from '../../src/clock.ts'
import type { DhcpAnswer, Surroundings } from '../../src/flow/surroundings.ts'
import type { Probe, Sighting, Target } from '../../src/probes/probe.ts'

const gatewayAddress = '10.9.0.1'
const types = ['icmp', 'escpos', 'tcp', 'ipp', 'ios', 'http', 'dns', 'gateway', 'internet']

/**
 * A network in memory for tests of the belt: who answers, and how our own machine is. Its own subnet is 10.9.0.0/24;
 * every other address, every name and the line lie behind the gateway and the internet.
 */
export class PretendNetwork {
  /** Addresses, or one way to an address as `type address`. */
  readonly silent = new Set<string>()
  readonly refusing = new Set<string>()
  /** Addresses, each with the number of looks that are lost before one is answered. */
  readonly losing = new Map<string, number>()
  /** Looks fail for this machine's own reasons. */
  broken = false
  internet = true
  link = { linkUp: true, hasAddress: true }
  gateway: string | null = gatewayAddress
  resolver = gatewayAddress
  clockSynchronised: boolean | null = null
  voltage: 'now' | 'since_start' | null = null
  /** Packets a second that come in, and IP broadcasts among them. */
  packetsPerSecond = 10
  broadcastsPerSecond = 0
  dhcp: DhcpAnswer = { asked: true, offers: [] }
  dhcpAsked = 0
  /** Every look, as `type address`. */
  looks: string[] = []
  /** What a sweep of the own subnet finds: address → MAC. */
  readonly neighbours = new Map<string, string>()
  /** Who answers ARP for an own address, the one in the kernel's table first; for any other it is a private MAC. */
  readonly holders = new Map<string, string[]>()
  /** Addresses that names lead to. */
  readonly names = new Map<string, string>()
  /** Neighbour entries that were asked for. */
  refreshed: string[] = []
  /** Addresses that were asked for by raw ARP; `null`: this machine may not. */
  arpings: string[] | null = []
  sweeps = 0
  readonly #clock: Clock | null

  /** With a clock, silence lasts as long as the look's time-out, and further attempts come after a second. */
  constructor(clock: Clock | null = null) {
    this.#clock = clock
    this.#probes = new Map(types.map((type) => [type, this.#makeProbe(type)]))
  }

  readonly #probes: Map<string, Probe>
  findProbe = (type: string): Probe | null => this.#probes.get(type) ?? null

  readonly surroundings: Surroundings = {
    linkState: async () => this.link,
    ownSubnets: () => ['10.9.0.0/24'],
    ownAddresses: () => [{ address: '10.9.0.2', subnet: '10.9.0.0/24' }],
    inSubnet: (address, cidrs) => cidrs.includes('10.9.0.0/24') && isOwn(address),
    isOwnAddress: (address) => address.startsWith('127.') || address === '10.9.0.9',
    defaultGateway: async () => this.gateway,
    resolvers: async () => [this.resolver],
    refreshNeighbours: async (addresses) => {
      this.refreshed.push(...addresses)
      return new Map(addresses.map((address) => [address, this.#neighbour(address)]))
    },
    refreshBudgetMs: async () => 1,
    sweep: async () => {
      this.sweeps += 1
      return new Map([...this.neighbours, ...this.#arpTable()])
    },
    arpTable: async () => this.#arpTable(),
    arping: async (address) => {
      this.arpings?.push(address)
      return this.arpings && (this.holders.get(address) ?? [])
    },
    resolve: async (host) => this.names.get(host) ?? null,
    lacks: async () => [],
    clockSynchronised: async () => this.clockSynchronised,
    underVoltage: async () => this.voltage,
    traffic: async () => this.#count(),
    askForDhcp: async () => {
      this.dhcpAsked += 1
      return this.dhcp
    },
  }

  #counted = { at: 0, received: 0, broadcasts: 0 }
  /** Needs a clock: counters go with time. */
  #count() {
    const at = this.#clock?.monotonic() ?? 0
    const seconds = (at - this.#counted.at) / 1000
    const { received, broadcasts } = this.#counted
    this.#counted = {
      at,
      received: received + seconds * this.packetsPerSecond,
      broadcasts: broadcasts + seconds * this.broadcastsPerSecond,
    }
    return { received: { eth0: this.#counted.received }, dropped: { eth0: 0 }, broadcasts: this.#counted.broadcasts }
  }

  #makeProbe(type: string): Probe {
    return {
      type,
      rate: { everySeconds: 15, timeoutMs: 1000, attempts: 3 },
      pauseMs: this.#clock ? 1000 : 0,
      usualFor: [],
      ...(type === 'escpos' ? { onlyFor: ['printer'] } : {}),
      options: z.object({ server: z.string().optional() }),
      look: (targets) => Promise.all(targets.map((target) => this.#look(type, target))),
    }
  }

  async #look(type: string, target: Target<object>): Promise<Sighting> {
    const address = target.address ?? 'the line'
    this.looks.push(`${type} ${address}`)
    if (this.broken) return { contact: 'local_error', latencyMs: null, code: 'ENOBUFS', facts: [] }
    if (!this.link.linkUp) return { contact: 'unreachable', latencyMs: null, code: 'EHOSTUNREACH', facts: [] }
    if (this.#answers(type, address)) return { contact: 'answered', latencyMs: 1, code: null, facts: seenBy(type) }
    if (this.#refuses(type, address)) return { contact: 'refused', latencyMs: 1, code: 'ECONNREFUSED', facts: [] }
    await this.#pass(target.timeoutMs)
    const facts: Fact[] = type === 'internet' ? [{ fact: 'anchors', asked: 3, answered: 0 }] : []
    return { contact: 'silent', latencyMs: null, code: 'TIMEOUT', facts }
  }

  #answers(type: string, address: string): boolean {
    const left = this.losing.get(address) ?? 0
    this.losing.set(address, left - 1)
    const beyond = type === 'internet' || !isOwn(address) || (type === 'dns' && address === this.gateway)
    if (beyond && (!this.internet || this.silent.has(gatewayAddress))) return false
    const isSilent = this.silent.has(address) || this.silent.has(`${type} ${address}`)
    return left <= 0 && !isSilent && !this.#refuses(type, address)
  }

  #refuses(type: string, address: string): boolean {
    return this.refusing.has(address) || this.refusing.has(`${type} ${address}`)
  }

  #pass(ms: number): Promise<void> {
    return new Promise((over) => (this.#clock ? void this.#clock.after(ms, over) : over()))
  }

  #arpTable(): Map<string, string> {
    return new Map([...this.holders].flatMap(([address, [mac]]) => (mac ? [[address, mac]] : [])))
  }

  #neighbour(address: string): NeighbourFact {
    const [holder] = this.holders.get(address) ?? []
    if (holder && this.link.linkUp) return { fact: 'neighbour', state: 'present', mac: holder }
    const gone = this.silent.has(address) || !this.link.linkUp
    return { fact: 'neighbour', state: gone ? 'absent' : 'present', mac: gone ? null : '02:00:00:00:00:01' }
  }
}

const isOwn = (address: string): boolean => address.startsWith('10.9.0.')

function seenBy(type: string): Fact[] {
  switch (type) {
    case 'internet':
      return [{ fact: 'anchors', asked: 3, answered: 3 }]
    case 'dns':
      return [{ fact: 'dns', addresses: ['192.0.2.1'], failed: null }]
    case 'http':
      return [{ fact: 'http', status: 200, textFound: null, statusExpected: true }]
    default:
      return []
  }
}

/** A probe as a person would have set it; its id is the device's with its type. */
export const pretendProbe = (deviceId: string, type: string, more: Partial<ProbeSetting> = {}): ProbeSetting => ({
  id: `${deviceId}-${type}`,
  type,
  everySeconds: 10,
  timeoutMs: 1000,
  attempts: 3,
  options: {},
  ...more,
})

/** A device as a person would have added it, with one ICMP probe. */
export function pretendDevice(
  id: string,
  address: string | null,
  more: Partial<DeviceSetting> = {},
  types: readonly string[] = ['icmp'],
): DeviceSetting {
  return {
    id,
    name: id,
    type: 'printer',
    place: '',
    address,
    mac: null,
    inService: true,
    parentId: null,
    probes: types.map((type) => pretendProbe(id, type)),
    role: null,
    ...more,
  }
}
