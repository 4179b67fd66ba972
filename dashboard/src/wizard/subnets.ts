/** What is to be said of a subnet: it cannot be looked through, or it can and takes long. */
export type SubnetWord = 'not_one' | 'six' | 'too_wide' | 'wide' | 'public' | null

interface Four {
  first: number
  bits: number
}

function parse(cidr: string): Four | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/u.exec(cidr)
  if (match === null) return null
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = match.slice(1).map(Number)
  if ([a, b, c, d].some((part) => part > 255) || bits > 32) return null
  const address = ((a * 256 + b) * 256 + c) * 256 + d
  const size = 2 ** (32 - bits)
  return { first: Math.floor(address / size) * size, bits }
}

const text = ({ first, bits }: Four) =>
  `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${bits}`

/** Private (RFC 1918) and those of carriers (RFC 6598): elsewhere the box is not to look around. */
const inside = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].flatMap((cidr) => parse(cidr) ?? [])
const isInside = ({ first, bits }: Four) =>
  inside.some((one) => bits >= one.bits && first >= one.first && first < one.first + 2 ** (32 - one.bits))

/** `192.168.1.20` and `192.168.1.20/24` → `192.168.1.0/24`; a text that is no IPv4 subnet stays as it is. */
export function tidySubnet(typed: string): string {
  const trimmed = typed.trim()
  const four = parse(trimmed.includes('/') ? trimmed : `${trimmed}/24`)
  return four === null ? trimmed : text(four)
}

/** What is to be said of a subnet; `own`: those of the box itself, whichever addresses they have. */
export function wordOn(subnet: string, own: readonly string[]): SubnetWord {
  const four = parse(subnet)
  if (four === null) return subnet.includes(':') ? 'six' : 'not_one'
  if (four.bits < 20) return 'too_wide'
  if (!isInside(four) && !own.includes(subnet)) return 'public'
  return four.bits < 22 ? 'wide' : null
}

export const isRefused = (word: SubnetWord): boolean => word !== null && word !== 'wide'

/** How many addresses a subnet has. */
export const sizeOf = (subnet: string): number => 2 ** (32 - (parse(subnet)?.bits ?? 32))

/** The box's own subnets, each once; IPv6 cannot be looked through. */
export const ownFours = (own: readonly { subnet: string }[]): string[] => [
  ...new Set(own.map(({ subnet }) => subnet).filter((subnet) => parse(subnet) !== null)),
]

/** What is saved: nothing where it is just the box's own ones, so that a box that moves looks around where it is then. */
export function subnetsToSave(chosen: readonly string[], own: readonly string[]): string[] {
  const isOwn = chosen.length === own.length && chosen.every((subnet) => own.includes(subnet))
  return isOwn ? [] : [...chosen]
}
