import { unable } from '../net/contact.ts'
import { echo } from '../net/icmp.ts'
import { browse } from '../net/mdns.ts'
import { hostsOf, partsOf } from '../net/subnet.ts'
import { sweep } from '../net/sweep.ts'
import { knock } from '../net/tcp.ts'
import { takeTurn } from '../net/turns.ts'
import { findProbe } from '../probes/index.ts'
import type { Sighting } from '../probes/probe.ts'
import type { Announced } from './clues.ts'

/** What a scan does on the network; a pretend one takes its place in tests. */
export interface Ways {
  /** Who is in a subnet of ours: address → MAC. */
  sweep(cidr: string, signal: AbortSignal, onAsked: (asked: number) => void): Promise<Map<string, string>>
  /** Who answers pings in a subnet behind a router. */
  ping(cidr: string, signal: AbortSignal, onAsked: (asked: number) => void): Promise<string[]>
  /** What is announced over multicast DNS, by address. */
  browse(timeoutMs: number, signal: AbortSignal): Promise<Map<string, Announced[]>>
  /** Whether a TCP port takes a connection. Not a byte is sent over it. */
  isOpen(address: string, port: number, signal: AbortSignal): Promise<boolean>
  /** What a probe with its usual options sees. */
  look(probe: 'snmp' | 'ipp', address: string, signal: AbortSignal): Promise<Sighting>
}

/** A host of the same venue answers a connection or a ping in a few ms; a radio that saves power takes 0.3 s. */
const knockMs = 800
const pingMs = 800
/** Silence has to be waited for at every host that speaks no SNMP. */
const lookMs = 1200

export const venueWays: Ways = {
  sweep,
  browse,

  async ping(cidr, signal, onAsked) {
    const found: string[] = []
    let asked = 0
    for (const part of partsOf(cidr)) {
      if (signal.aborted) break
      const hosts = hostsOf(part)
      const answers = await echo(hosts, pingMs, signal)
      found.push(...hosts.filter((address) => answers.get(address)?.contact === 'answered'))
      asked += hosts.length
      onAsked(asked)
    }
    return found
  },

  async isOpen(address, port, signal) {
    const where = { address, port, timeoutMs: knockMs }
    const attempt = await takeTurn(`${address} ${port}`, knockMs, signal, () => knock(where, signal))
    return attempt?.contact === 'answered'
  },

  async look(type, address, signal) {
    const probe = findProbe(type)
    const [sighting] = probe
      ? await probe.look([{ address, timeoutMs: lookMs, options: probe.options.parse({}) }], signal)
      : []
    return sighting ?? { ...unable('NO_PROBE'), facts: [] }
  },
}
