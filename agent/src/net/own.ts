import { readFile } from 'node:fs/promises'
import { BlockList, isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { z } from 'zod'
import { run } from './run.ts'
import { tools } from './tools.ts'

/** Our own machine's place in the network. Everything is read afresh at each call: a cable can be pulled. */

/** Interfaces of containers, virtual machines and tunnels: not the venue's network. */
const inner = /^(lo|docker\d*|br-[0-9a-f]{12}|virbr\d+|cni\d+|flannel\S*|tailscale\d+|wg\d+|tun\d+|zt\w+)$/u

/** Whether an interface may lead to the venue's network. */
export const isVenueLink = (name: string): boolean => !inner.test(name)

/** Addresses that every machine has or gives itself: loopback, and link-local where DHCP failed. */
const isScoped = (address: string) => /^(127\.|169\.254\.|::1$|fe[89ab][0-9a-f]:)/iu.test(address)

/** Our own addresses in the venue's network, with their subnet in CIDR. Interfaces without a carrier have none. */
export interface OwnAddress {
  interface: string
  address: string
  subnet: string
  mac: string
}
export function ownAddresses(): OwnAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    inner.test(name)
      ? []
      : addresses.flatMap(({ internal, address, cidr, mac }) =>
          internal || cidr === null || isScoped(address)
            ? []
            : [{ interface: name, address, subnet: subnetOf(cidr), mac }],
        ),
  )
}

/** The subnets of our own interfaces in CIDR, without loopback and link-local, each once. */
export const ownSubnets = (): string[] => [...new Set(ownAddresses().map((own) => own.subnet))]

/** The same as it was within the last second: the kernel takes long to list interfaces, and each check asks. */
export function ownSubnetsLately(): readonly string[] {
  const now = performance.now()
  if (now - lately.at > 1000) lately = { at: now, subnets: ownSubnets() }
  return lately.subnets
}
let lately: { at: number; subnets: readonly string[] } = { at: Number.NEGATIVE_INFINITY, subnets: [] }

/** All addresses of our own machine, on any interface. */
export const everyAddress = (): string[] =>
  Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address))

/** Whether an address is one of our own machine's, on any interface, loopback included. */
export const isOwnAddress = (address: string): boolean =>
  address.startsWith('127.') ||
  Object.values(networkInterfaces()).some((addresses = []) => addresses.some((own) => own.address === address))

/** `192.168.1.7/24` → `192.168.1.0/24`. */
export function subnetOf(cidr: string): string {
  const [address = '', bits = ''] = cidr.split('/')
  const isFour = isIP(address) === 4
  const width = isFour ? 32n : 128n
  const mask = ((1n << width) - 1n) ^ ((1n << (width - BigInt(bits))) - 1n)
  const network = toNumber(address, isFour) & mask
  return `${isFour ? fourFrom(network) : sixFrom(network)}/${bits}`
}

function toNumber(address: string, isFour: boolean): bigint {
  if (isFour) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
  const [head = '', tail] = address.split('::')
  const groups = (text: string | undefined) => (text ? text.split(':') : [])
  const gap = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length
  return [...groups(head), ...Array<string>(gap).fill('0'), ...groups(tail)].reduce(
    (sum, group) => sum * 65_536n + BigInt(`0x${group}`),
    0n,
  )
}
const fourFrom = (number: bigint) => [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join('.')
function sixFrom(number: bigint): string {
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) => ((number >> shift) & 65_535n).toString(16))
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}

/** Whether an address is in one of these subnets; a host name or an address with a zone never is. */
export function inSubnet(address: string, cidrs: readonly string[]): boolean {
  const family = isIP(address)
  if (family === 0 || address.includes('%')) return false
  const list = lists.get(cidrs) ?? listOf(cidrs)
  lists.set(cidrs, list)
  return list.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** A list is dear to make, and each check of each device asks. */
const lists = new WeakMap<readonly string[], BlockList>()

function listOf(cidrs: readonly string[]): BlockList {
  const list = new BlockList()
  for (const cidr of cidrs) {
    const [net = '', bits = ''] = cidr.split('/')
    if (isIP(net) !== 0) list.addSubnet(net, Number(bits), isIP(net) === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

export interface LinkState {
  /** Whether any interface to the venue has a carrier. */
  linkUp: boolean
  /** Whether it has an address that DHCP or a person gave it. */
  hasAddress: boolean
}

const links = z.array(z.object({ ifname: z.string(), flags: z.array(z.string()) }))

/** Whether this machine itself is on the network: without a link and an address, nothing it sees says anything of others. */
export async function linkState(): Promise<LinkState> {
  // An address is listed only while its interface has a carrier, so this says both.
  if (ownAddresses().length > 0) return { linkUp: true, hasAddress: true }
  const { ip } = await tools()
  if (ip === null) return { linkUp: await anyCarrier(), hasAddress: false }
  const { stdout } = await run(ip, ['-j', 'link', 'show', 'up'], { timeoutMs: 2000 })
  const found = links.safeParse(parseJson(stdout))
  const linkUp = (found.data ?? []).some(({ ifname, flags }) => !inner.test(ifname) && flags.includes('LOWER_UP'))
  return { linkUp, hasAddress: false }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function anyCarrier(): Promise<boolean> {
  const names = (await readFile('/proc/net/dev', 'utf8').catch(() => ''))
    .split('\n')
    .flatMap((line) => /^\s*([^\s:]+):/u.exec(line)?.[1] ?? [])
  const carriers = await Promise.all(
    names
      .filter((name) => !inner.test(name))
      .map((name) => readFile(`/sys/class/net/${name}/carrier`, 'utf8').catch(() => '0')),
  )
  return carriers.some((carrier) => carrier.trim() === '1')
}

export { defaultGateway, resolvers } from './routes.ts'
