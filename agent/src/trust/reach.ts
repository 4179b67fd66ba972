import { inSubnet } from '../net/own.ts'
import { isInside } from '../net/subnet.ts'

/** Under what a browser reaches this box, and in which subnets its addresses may move. */
export interface Reach {
  /** In lower case, the one that people are told first; never empty. */
  hosts: string[]
  addresses: string[]
  /** In CIDR. */
  subnets: string[]
}

/** What our own authority may vouch for: these names and what is below them, and addresses in these subnets. */
export type Scope = Pick<Reach, 'hosts' | 'subnets'>

const hostPattern = /^(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/u
/** No venue has as many; a certificate would grow without need. */
const most = 16

/** Whether a name is an address: only digits and dots, or with a colon. */
export const isAddress = (name: string): boolean => /^[\d.]+$|:/u.test(name)

const loopback = ['127.0.0.0/8', '::1/128']
const uniqueLocal = ['fc00::/7']
const isPrivate = (subnet: string) => isInside(subnet) || inSubnet(subnet.split('/')[0] ?? '', uniqueLocal)

/** What the box is called and where it is now: an address of the internet is nobody's to vouch for but its owner's. */
export function reachOf(
  machine: string,
  publicUrl: string,
  own: readonly { address: string; subnet: string }[],
): Reach {
  const short = machine.toLowerCase().split('.')[0] ?? ''
  const told = new URL(publicUrl).hostname.toLowerCase().replace(/^\[|\]$|\.$/gu, '')
  const named = [told, `${short}.local`].filter(
    (name) => !isAddress(name) && name !== 'localhost' && name.length <= 253 && hostPattern.test(name),
  )
  const inside = own.filter(({ subnet }) => isPrivate(subnet))
  const isToldAddress = isAddress(told) && !inSubnet(told, loopback)
  const toldSubnet = `${told}/${told.includes(':') ? 128 : 32}`
  const isNew =
    isToldAddress &&
    !inSubnet(
      told,
      inside.map(({ subnet }) => subnet),
    )
  const sorted = (all: readonly string[]) => [...new Set(all)].toSorted().slice(0, most)
  return {
    hosts: [...new Set(named.length > 0 ? named : ['sereno.local'])],
    addresses: sorted([...inside.map(({ address }) => address), ...(isToldAddress ? [told] : [])]),
    subnets: sorted([...inside.map(({ subnet }) => subnet), ...(isNew ? [toldSubnet] : [])]),
  }
}

/** Whether an authority may vouch for a name or an address. */
export const isCovered = (name: string, { hosts, subnets }: Scope): boolean =>
  isAddress(name) ? inSubnet(name, subnets) : hosts.some((host) => name === host || name.endsWith(`.${host}`))
