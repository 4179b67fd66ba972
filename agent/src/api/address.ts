import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Whence } from '../services/whence.ts'
import type { Arrival } from './arrival.ts'
import { hostName } from './host.ts'

/** The client's own address. What a proxy says of it is never believed where somebody is to be let in: anyone can write such a header. */
export const clientAddress = (incoming: IncomingMessage): string =>
  (incoming.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/u, '')

const near = new BlockList()
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  near.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  near.addSubnet(net, bits, 'ipv6')
const isNear = (address: string) => near.check(address.split('%')[0] ?? '', isIP(address) === 6 ? 'ipv6' : 'ipv4')

/**
 * Where a visitor comes from, to bound how much comes from there. What comes from this machine or its network under our
 * public address, or with `X-Forwarded-For`, comes through a tunnel or proxy, whose own word is the last of that header;
 * one that says nothing does not tell its visitors apart.
 */
export function whenceOf(
  publicAddress: string | null,
  { incoming, request }: Pick<Arrival, 'incoming' | 'request'>,
): Whence {
  const address = clientAddress(incoming)
  if (publicAddress === null || !isNear(address)) return { address, proxy: null }
  const said = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  const isPublic = hostName(request.headers.get('host') ?? '') === hostName(new URL(publicAddress).host)
  if (!isPublic && said === '') return { address, proxy: null }
  return { address: isIP(said) !== 0 && !isNear(said) ? said : address, proxy: address }
}

/** Whether the browser came over HTTPS: to us, or to what stands before us under our public address. */
export function isSecure(publicUrl: string, { incoming, request }: Pick<Arrival, 'incoming' | 'request'>): boolean {
  if (incoming.socket instanceof TLSSocket) return true
  const { protocol, host } = new URL(publicUrl)
  return protocol === 'https:' && hostName(request.headers.get('host') ?? '') === hostName(host)
}

/** Where a browser found us; `Host` was held against our names before. */
export function originOf(publicUrl: string, arrival: Pick<Arrival, 'incoming' | 'request'>): string {
  const scheme = isSecure(publicUrl, arrival) ? 'https' : 'http'
  return new URL(`${scheme}://${new URL(arrival.request.url).host}`).origin
}
