/** Whether an address is one of some addresses and subnets; every one is, where none are named. */
export function isWithin(ranges: readonly string[], address: string): boolean {
  if (ranges.length === 0) return true
  // A link-local address comes with the name of its interface, which no range has.
  const own = bitsOf(address.split('%')[0] ?? '')
  return own !== null && ranges.some((range) => holds(range, own))
}

interface Bits {
  value: bigint
  width: 32 | 128
}

function holds(range: string, own: Bits): boolean {
  const [net = '', prefix] = range.split('/')
  const bits = bitsOf(net)
  if (bits === null || bits.width !== own.width) return false
  const free = BigInt(bits.width - (prefix === undefined ? bits.width : Number(prefix)))
  return bits.value >> free === own.value >> free
}

/** An address as a number; `null` for what is none. */
function bitsOf(address: string): Bits | null {
  const isFour = !address.includes(':')
  const parts = isFour ? fourParts(address) : sixParts(address)
  if (parts === null) return null
  const size = isFour ? 8n : 16n
  return { value: parts.reduce((sum, part) => (sum << size) | BigInt(part), 0n), width: isFour ? 32 : 128 }
}

function fourParts(address: string): number[] | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u.exec(address)?.slice(1).map(Number)
  return parts?.every((part) => part <= 255) ? parts : null
}

/** Eight groups; `::` stands for as many as are missing, and the last two may be written as IPv4. */
function sixParts(address: string): number[] | null {
  const tail = address.slice(address.lastIndexOf(':') + 1)
  const four = tail.includes('.') ? fourParts(tail) : null
  if (tail.includes('.') && four === null) return null
  const [a = 0, b = 0, c = 0, d = 0] = four ?? []
  const hex = four === null ? address : address.slice(0, -tail.length) + [a * 256 + b, c * 256 + d].map(asHex).join(':')
  const [head = '', rest, ...more] = hex.split('::')
  const [before, after] = [groupsOf(head), groupsOf(rest ?? '')]
  const missing = 8 - before.length - after.length
  const fits = more.length === 0 && (rest === undefined ? missing === 0 : missing >= 1)
  const groups = [...before, ...Array<string>(fits ? missing : 0).fill('0'), ...after]
  if (!fits || groups.some((group) => !/^[0-9a-f]{1,4}$/iu.test(group))) return null
  return groups.map((group) => Number.parseInt(group, 16))
}

const asHex = (part: number) => part.toString(16)
const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'))
