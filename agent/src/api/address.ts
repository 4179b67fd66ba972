import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import type { Arrival } from './arrival.ts'
import { hostName } from './host.ts'

/** The client's own address. What a proxy says of it is never believed: anyone can write such a header. */
export const clientAddress = (incoming: IncomingMessage): string =>
  (incoming.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/u, '')

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
