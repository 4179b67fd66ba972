import type { Fact } from '@sereno/shared/reading.ts'

/** A service that a device announces in multicast DNS (RFC 6763), such as `_ipp._tcp`. Untrusted text. */
export interface Announced {
  type: string
  name: string
  txt: Record<string, string>
}

/** All that was seen of one device on the network, by which it may be recognised. */
export interface Clues {
  address: string
  /** Lower case, with colons. */
  mac: string | null
  /** Who the maker's part of the MAC belongs to (IEEE). */
  macVendor: string | null
  /** What the probes saw. */
  facts: readonly Fact[]
  /** TCP ports found open. */
  openPorts: readonly number[]
  services: readonly Announced[]
  /** Our own way out goes through it. */
  isGateway: boolean
}
