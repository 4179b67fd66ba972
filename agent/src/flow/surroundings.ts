import type { LackCode } from '@sereno/shared/lack.ts'
import type { NeighbourFact } from '@sereno/shared/reading.ts'
import type { Offer } from '../judge/dhcp.ts'

/** One offer a DHCP server, or why none could be asked for: no right to open its port, port held, no network. */
export type DhcpAnswer = { asked: true; offers: Offer[] } | { asked: false; why: 'right' | 'busy' | 'no_network' }

/** Our own machine and its place in the network; `main.ts` hands in the functions of `net/`. */
export interface Surroundings {
  linkState(): Promise<{ linkUp: boolean; hasAddress: boolean }>
  /** Subnets of our own interfaces, in CIDR. */
  ownSubnets(): readonly string[]
  /** Our own addresses in the venue's network, each with its subnet in CIDR. */
  ownAddresses(): { address: string; subnet: string }[]
  inSubnet(address: string, cidrs: readonly string[]): boolean
  /** One of our own machine's addresses, loopback included. */
  isOwnAddress(address: string): boolean
  defaultGateway(): Promise<string | null>
  resolvers(): Promise<string[]>
  /** Asks afresh who has these addresses, within `timeoutMs`. */
  refreshNeighbours(
    addresses: readonly string[],
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Map<string, NeighbourFact>>
  refreshBudgetMs(): Promise<number>
  /**
   * Everything in an IPv4 subnet of ours that answers ARP just now: address → MAC, without ourselves. At most a /20; a
   * /24 takes 0.6 s.
   */
  sweep(subnet: string, signal: AbortSignal, onAsked?: (asked: number) => void): Promise<Map<string, string>>
  /** The complete entries of the kernel's ARP table, address → MAC, without starting a program; they may be old. */
  arpTable(): Promise<Map<string, string>>
  /** Who answers raw ARP for an IPv4 address of our own subnets, in two to three seconds; `null`: it cannot be asked so. */
  arping(address: string, signal?: AbortSignal): Promise<string[] | null>
  /** The address that a host name leads to; `null`: none. */
  resolve(host: string, timeoutMs: number, signal?: AbortSignal): Promise<string | null>
  /** Codes of what this machine lacks to look properly (`no_fping`, …). */
  lacks(): Promise<readonly LackCode[]>
  /** `false`: a running time service says that the clock is not right yet. */
  clockSynchronised(): Promise<boolean | null>
  /** Whether the board's supply is too weak, or was since the machine started; `null` where it is well or nobody tells. */
  underVoltage(): Promise<'now' | 'since_start' | null>
  /** What our own network cards counted: packets received and thrown away by interface, and IP broadcasts in all. */
  traffic(): Promise<{ received: Record<string, number>; dropped: Record<string, number>; broadcasts: number }>
  /** Every DHCP server that offers us an address; none is taken. */
  askForDhcp(signal: AbortSignal): Promise<DhcpAnswer>
}
