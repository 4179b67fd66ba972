import { BlockList, isIP, isIPv4 } from 'node:net'

/**
 * How far from the public internet an address is. `private`: of a local network, of this machine, or one that carries an
 * IPv4 address inside and may lead anywhere. `never`: it leads to secrets of a cloud's machine, to everyone at once or to
 * nobody.
 */
export type Reach = 'public' | 'private' | 'never'

const listOf = (...subnets: string[]): BlockList => {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [network = '', bits] = subnet.split('/')
    list.addSubnet(network, Number(bits), isIPv4(network) ? 'ipv4' : 'ipv6')
  }
  return list
}

/** The metadata services of clouds; unspecified, multicast and broadcast. */
const never4 = listOf(
  '0.0.0.0/8',
  '169.254.169.254/32',
  '169.254.170.2/32',
  '169.254.169.253/32',
  '100.100.100.200/32',
  '192.0.0.192/32',
  '168.63.129.16/32',
  '224.0.0.0/4',
  '255.255.255.255/32',
)
const never6 = listOf('::/128', 'fd00:ec2::254/128', 'fd20:ce::254/128', 'ff00::/8')
/** What IANA's registry of special addresses calls not globally reachable. */
const private4 = listOf(
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '240.0.0.0/4',
)
/** Of IPv6 only this is handed out, but for what is taken out of it below: Teredo, ORCHID, documentation, 6to4. */
const public6 = listOf('2000::/3')
const taken6 = listOf('2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20')

/** @param address IPv4 or IPv6, as `isIP` knows it; anything else is `never` */
export function reachOf(address: string): Reach {
  const plain = withoutZone(address)
  if (isIPv4(plain)) return never4.check(plain) ? 'never' : private4.check(plain) ? 'private' : 'public'
  if (isIP(plain) === 0) return 'never'
  const inside = insideOf(plain)
  if (inside !== null) return reachOf(inside) === 'never' ? 'never' : 'private'
  if (never6.check(plain, 'ipv6')) return 'never'
  return public6.check(plain, 'ipv6') && !taken6.check(plain, 'ipv6') ? 'public' : 'private'
}

/** An address in the one way that we compare: an IPv4 one inside IPv6 as itself, no zone, no short forms. */
export function plainAddress(address: string): string {
  const plain = withoutZone(address)
  if (isIP(plain) !== 6) return plain
  return insideOf(plain) ?? wordsOf(plain).join(':')
}

const withoutZone = (address: string): string => address.split('%')[0] ?? ''

/** The IPv4 address that an IPv6 one stands for: mapped, compatible, NAT64 and 6to4; `null`: none. */
function insideOf(address: string): string | null {
  const words = wordsOf(address)
  const isZero = (from: number, to: number) => words.slice(from, to).every((word) => word === 0)
  const [first, second, third] = words
  const last = dotted(words[6], words[7])
  if (first === 0x2002) return dotted(second, third)
  if (first === 0x64 && second === 0xff9b) return last
  if (isZero(0, 5) && words[5] === 0xffff) return last
  // Translated addresses (SIIT), and the compatible ones, but for `::` and `::1`.
  if (isZero(0, 4) && words[4] === 0xffff && words[5] === 0) return last
  return isZero(0, 6) && words[6] !== 0 ? last : null
}

const dotted = (high = 0, low = 0): string => [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.')

/** The eight words of an IPv6 address. */
function wordsOf(address: string): number[] {
  const text = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/u, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number)
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
  })
  const [head = '', tail] = text.split('::')
  const words = (part: string) => (part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16)))
  if (tail === undefined) return words(head)
  const [before, after] = [words(head), words(tail)]
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}
