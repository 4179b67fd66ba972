import type { LackCode } from '@sereno/shared/lack.ts'
import type { NeighbourFact } from '@sereno/shared/reading.ts'

/** Our own machine and its place in the network; `main.ts` hands in the functions of `net/`. */
export interface Surroundings {
  linkState(): Promise<{ linkUp: boolean; hasAddress: boolean }>
  /** Subnets of our own interfaces, in CIDR. */
  ownSubnets(): string[]
  inSubnet(address: string, cidrs: readonly string[]): boolean
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
   * /24 takes 0.7 s.
   */
  sweep(subnet: string, signal: AbortSignal, onAsked?: (asked: number) => void): Promise<Map<string, string>>
  /** Codes of what this machine lacks to look properly (`no_fping`, …). */
  lacks(): Promise<readonly LackCode[]>
  /** `false`: a running time service says that the clock is not right yet. */
  clockSynchronised(): Promise<boolean | null>
}
