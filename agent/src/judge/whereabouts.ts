/** Who answers for an address. Names come from settings and from the network, cleaned. */
export interface Holder {
  mac: string
  vendor: string | null
  /** Of the device or candidate that it is known as. */
  name: string | null
}

/** Who has a device's address, and where the device itself is: facts, for `address.ts`. */
export interface Whereabouts {
  /** The address that was looked at: the device's own, or the one that its name led to. */
  address: string
  /** MACs by which the device is told from others. Empty: whoever is at its address is taken for it. */
  own: readonly string[]
  /** Who answers for the address now; two in a conflict. Empty: nobody is known to. */
  holders: readonly Holder[]
  /** Everyone was asked by raw ARP, so the holders are all there are; else they are the one of the kernel's table. */
  asked: boolean
  /** What a serial number or UUID that was seen in this check says of who answers; `null`: none was seen. */
  proof: 'same' | 'other' | null
  /** Where the device's own MAC answers instead. */
  elsewhere: { address: string; mac: string } | null
}
