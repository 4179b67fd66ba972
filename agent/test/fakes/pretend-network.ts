import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { NeighbourFact } from '@sereno/shared/reading.ts'
import { z } from 'zod'
import type { Surroundings } from '../../src/flow/surroundings.ts'
import type { Probe, Sighting } from '../../src/probes/probe.ts'

/** A network in memory for tests of the belt: who answers, and how our own machine is. */
export class PretendNetwork {
  readonly silent = new Set<string>()
  readonly busy = new Set<string>()
  link = { linkUp: true, hasAddress: true }
  looks = 0

  /** Looks without a pause between attempts, so that a test waits for nothing. */
  readonly probe: Probe = {
    type: 'icmp',
    rate: { everySeconds: 10, timeoutMs: 1000, attempts: 3 },
    pauseMs: 0,
    usualFor: [],
    options: z.object({}),
    look: async (targets) => {
      this.looks += targets.length
      return targets.map(({ address }) => this.#see(address ?? ''))
    },
  }

  readonly surroundings: Surroundings = {
    linkState: async () => this.link,
    ownSubnets: () => ['10.9.0.0/24'],
    inSubnet: (address, cidrs) => cidrs.includes('10.9.0.0/24') && address.startsWith('10.9.0.'),
    defaultGateway: async () => '10.9.0.1',
    resolvers: async () => ['10.9.0.1'],
    refreshNeighbours: async (addresses) => new Map(addresses.map((address) => [address, this.#neighbour(address)])),
    refreshBudgetMs: async () => 1,
    lacks: async () => [],
    clockSynchronised: async () => null,
  }

  #see(address: string): Sighting {
    if (!this.link.linkUp) return { contact: 'unreachable', latencyMs: null, code: 'EHOSTUNREACH', facts: [] }
    if (this.silent.has(address)) return { contact: 'silent', latencyMs: null, code: 'TIMEOUT', facts: [] }
    return { contact: 'answered', latencyMs: 1, code: null, facts: [] }
  }

  #neighbour(address: string): NeighbourFact {
    const gone = this.silent.has(address) || !this.link.linkUp
    return { fact: 'neighbour', state: gone ? 'absent' : 'present', mac: gone ? null : '02:00:00:00:00:01' }
  }
}

/** A device as a person would have added it, with one ICMP probe. */
export function pretendDevice(id: string, address: string, more: Partial<DeviceSetting> = {}): DeviceSetting {
  const probes = [{ id: `${id}-icmp`, type: 'icmp', everySeconds: 10, timeoutMs: 1000, attempts: 3, options: {} }]
  return {
    id,
    name: id,
    type: 'printer',
    place: '',
    address,
    mac: null,
    inService: true,
    parentId: null,
    probes,
    role: null,
    ...more,
  }
}
