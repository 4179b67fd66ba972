import { BlockList, isIPv4 } from 'node:net'

/** The widest subnet that is swept: 4,096 addresses. */
export const widestBits = 20

/** An IPv4 subnet as numbers; `null` where the text is none. */
function parse(cidr: string): { first: number; size: number; bits: number } | null {
  const [address = '', prefix = ''] = cidr.split('/')
  const bits = Number(prefix)
  if (!isIPv4(address) || !/^\d{1,2}$/u.test(prefix) || bits > 32) return null
  const size = 2 ** (32 - bits)
  return { first: Math.floor(toNumber(address) / size) * size, size, bits }
}

const toNumber = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
const toAddress = (number: number): string => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.')

/** Number of bits of an IPv4 subnet's prefix; `null` where the text is no IPv4 subnet. */
export const bitsOf = (cidr: string): number | null => parse(cidr)?.bits ?? null

/**
 * The addresses that hosts of an IPv4 subnet may have, in their order: without the network's own and the broadcast
 * address, which only a subnet of one or two addresses lacks (RFC 3021). None where it is wider than a /20 or no IPv4.
 */
export function hostsOf(cidr: string): string[] {
  const subnet = parse(cidr)
  if (subnet === null || subnet.bits < widestBits) return []
  const ends = subnet.bits >= 31 ? 0 : 1
  return Array.from({ length: subnet.size - 2 * ends }, (_, index) => toAddress(subnet.first + ends + index))
}

/** The address that everyone in an IPv4 subnet hears; `null` where the text is no IPv4 subnet. */
export function broadcastOf(cidr: string): string | null {
  const subnet = parse(cidr)
  return subnet === null ? null : toAddress(subnet.first + subnet.size - 1)
}

/** The subnets of at most a /24 that an IPv4 subnet consists of, in their order. */
export function partsOf(cidr: string): string[] {
  const subnet = parse(cidr)
  if (subnet === null) return []
  if (subnet.bits >= 24) return [`${toAddress(subnet.first)}/${subnet.bits}`]
  return Array.from({ length: subnet.size / 256 }, (_, index) => `${toAddress(subnet.first + index * 256)}/24`)
}

const insides = new BlockList()
for (const [address, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  // Carriers use it (RFC 6598), and some routers behind them.
  ['100.64.0.0', 10],
] as const)
  insides.addSubnet(address, bits, 'ipv4')

/** Whether an IPv4 subnet is of those that people use inside (RFC 1918, RFC 6598): the internet is not ours to look around in. */
export function isInside(cidr: string): boolean {
  const subnet = parse(cidr)
  if (subnet === null) return false
  return [subnet.first, subnet.first + subnet.size - 1].every((end) => insides.check(toAddress(end), 'ipv4'))
}

/** Whether an IPv4 subnet lies within another. */
export function isWithin(inner: string, outer: string): boolean {
  const [small, big] = [parse(inner), parse(outer)]
  if (small === null || big === null) return false
  return small.first >= big.first && small.first + small.size <= big.first + big.size
}
