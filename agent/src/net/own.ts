import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'

/** Our own machine's place in the network. Everything is read afresh at each call: a cable can be pulled. */

/** The subnets of our own interfaces in CIDR, without loopback and IPv6 link-local. */
export function ownSubnets(): string[] {
  return []
}

/** Whether an address is in one of these subnets; a host name or an address with a zone never is. */
export function inSubnet(address: string, cidrs: readonly string[]): boolean {
  void BlockList
  void isIPv4
  void isIPv6
  void networkInterfaces
  void address
  void cidrs
  return false
}

/** Where packets to the internet go; `null` where there is no such route. IPv4 comes first. */
export function defaultGateway(): Promise<string | null> {
  return Promise.resolve(null)
}

/** The name servers of this machine by address; loopback stubs give way to the servers behind them. */
export function resolvers(): Promise<string[]> {
  return Promise.resolve([])
}

/** Whether any interface but loopback has a carrier, and whether any has an address of more than link scope. */
export interface LinkState {
  linkUp: boolean
  hasAddress: boolean
}
export function linkState(): Promise<LinkState> {
  return Promise.resolve({ linkUp: true, hasAddress: true })
}
