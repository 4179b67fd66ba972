import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'

const read = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '')

/**
 * Where our packets to the internet go first, read afresh; `null` where there is no such route. An IPv4 gateway comes
 * before an IPv6 one, and of several the one of least metric. An IPv6 gateway of link scope is none that a device's
 * address can name.
 */
export async function defaultGateway(): Promise<string | null> {
  return gatewayFour(await read('/proc/net/route')) ?? gatewaySix(await read('/proc/net/ipv6_route'))
}

/** Route flags (linux/route.h): usable, and through a gateway. */
const throughGateway = 0x3

/** Of `/proc/net/route`: interface, destination, gateway, flags, refcnt, use, metric, mask; numbers in the host's order. */
export function gatewayFour(table: string): string | null {
  const routes = table.split('\n').flatMap((line) => {
    const [, destination, gateway = '', flags = '0', , , metric = '0', mask] = line
      .split('\t')
      .map((part) => part.trim())
    const isDefault = destination === '00000000' && mask === '00000000'
    const usable = (Number.parseInt(flags, 16) & throughGateway) === throughGateway
    return isDefault && usable && /^[0-9A-F]{8}$/u.test(gateway) ? [{ gateway, metric: Number(metric) }] : []
  })
  const best = routes.toSorted((a, b) => a.metric - b.metric)[0]
  return best === undefined ? null : [...Buffer.from(best.gateway, 'hex').reverse()].join('.')
}

/** Of `/proc/net/ipv6_route`: destination, its bits, source, its bits, next hop, metric, refcnt, use, flags, interface. */
export function gatewaySix(table: string): string | null {
  const routes = table.split('\n').flatMap((line) => {
    const [, bits, , , hop = '', metric = '0', , , flags = '0'] = line.split(/\s+/u)
    const usable = (Number.parseInt(flags, 16) & throughGateway) === throughGateway
    const isGlobal = /^[0-9a-f]{32}$/u.test(hop) && !hop.startsWith('fe80')
    return bits === '00' && usable && isGlobal ? [{ hop, metric: Number.parseInt(metric, 16) }] : []
  })
  const best = routes.toSorted((a, b) => a.metric - b.metric)[0]
  if (best === undefined) return null
  const groups = best.hop.match(/.{4}/gu) ?? []
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}

/** systemd-resolved and NetworkManager put a stub on loopback, and name the servers behind it here. */
const behindTheStub = ['/run/systemd/resolve/resolv.conf', '/run/NetworkManager/no-stub-resolv.conf']

/** The name servers of this machine by address, read afresh; loopback stubs give way to the servers behind them. */
export async function resolvers(): Promise<string[]> {
  const own = nameservers(await read('/etc/resolv.conf'))
  const outer = own.filter((server) => !isLoopback(server))
  if (outer.length > 0) return outer
  for (const file of behindTheStub) {
    const behind = nameservers(await read(file)).filter((server) => !isLoopback(server))
    if (behind.length > 0) return behind
  }
  // A name server of this machine's own, such as dnsmasq or Pi-hole.
  return own
}

const isLoopback = (address: string) => address.startsWith('127.') || address === '::1'

/** The addresses of a resolv.conf, at most eight; those with a zone cannot be asked by address alone. */
export const nameservers = (text: string): string[] =>
  text
    .split('\n')
    .flatMap((line) => /^\s*nameserver\s+(\S+)/u.exec(line)?.[1] ?? [])
    .filter((address) => isIP(address) !== 0 && !address.includes('%'))
    .slice(0, 8)
