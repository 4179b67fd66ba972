import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { keepRoom } from './connections.ts'
import { limitTime } from './patience.ts'
import { problem, Refusal } from './problem.ts'
import { secured } from './security.ts'

/** What is served: `makeApp` gives one. */
export interface App {
  fetch(request: Request, env: HttpBindings): Response | Promise<Response>
}

/** In PEM, as Node takes it. */
export interface ServerCertificate {
  cert: string
  key: string
}

export interface Serving {
  /** The port that was bound; of use where port 0 was asked for. */
  port: number
  /** Serves new connections with another certificate. */
  renew(certificate: ServerCertificate): void
  /** Takes no more requests, ends event streams, lets the others finish for up to five seconds. */
  close(): Promise<void>
}

const limits = {
  headersTimeout: 10_000,
  // `patience.ts` bounds it.
  requestTimeout: 0,
  keepAliveTimeout: 20_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
}
const maxHeaders = 100
const maxRequestsPerSocket = 1000
/** A connection on which nothing moves in either direction; event streams have their heartbeat. */
const silenceMs = 120_000
const closingMs = 5_000
/** How long both sides may take to agree on the encryption. */
const handshakeMs = 10_000
/** How long a client that still sends after it was refused may take to read why. */
const lingerMs = 1_000

/**
 * Serves the app over HTTP, or over HTTPS where there is a certificate, with every limit that Node leaves open closed.
 * Rejects if the address cannot be bound.
 */
export async function serve(
  app: App,
  at: { host: string; port: number },
  certificate?: ServerCertificate,
): Promise<Serving> {
  const streaming = new Set<ServerResponse>()
  const fetch = async (request: Request, env: HttpBindings) => {
    const response = await answer(app, request, env)
    if (isStream(response)) keepUntilClosed(streaming, env.outgoing)
    // While closing, no connection may stay open for a next request.
    if (!server.listening) response.headers.set('connection', 'close')
    return response
  }
  const listener = getRequestListener((request, env) => fetch(request, env as HttpBindings), {
    overrideGlobalObjects: false,
    autoCleanupIncoming: false,
    errorHandler: refuseUnreadable,
  })
  const take = (incoming: IncomingMessage, outgoing: ServerResponse) => void listener(incoming, outgoing)
  const secure = certificate === undefined ? null : await makeSecure(certificate, take)
  const server: Server = secure ?? createServer(limits, take)
  server.maxHeadersCount = maxHeaders
  server.maxRequestsPerSocket = maxRequestsPerSocket
  server.timeout = silenceMs
  keepRoom(server)
  limitTime(server)

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    port: (server.address() as AddressInfo).port,
    renew: (next) => secure?.setSecureContext(next),
    close: () => close(server, streaming),
  }
}

/** Loaded where it is wanted: memory is dear. */
async function makeSecure(
  certificate: ServerCertificate,
  take: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): Promise<SecureServer> {
  const https = await import('node:https')
  const options = { ...limits, ...certificate, minVersion: 'TLSv1.2', handshakeTimeout: handshakeMs } as const
  return https.createServer(options, take)
}

async function answer(app: App, request: Request, { incoming, outgoing }: HttpBindings): Promise<Response> {
  const response = await app.fetch(request, { incoming, outgoing })
  if (!incoming.complete) stopReading(incoming, outgoing)
  return response
}

/**
 * A refused body is not read to its end. Node would read all of it after the answer, or reset the connection before the
 * client saw the answer: so the rest waits in the kernel while the client reads, and then the connection ends.
 */
function stopReading(incoming: IncomingMessage, outgoing: ServerResponse): void {
  // Marks the body as taken: an untouched one is pulled off the wire by Node.
  incoming.read(0)
  incoming.pause()
  outgoing.once('finish', () => {
    const timer = setTimeout(() => {
      if (incoming.complete) incoming.resume()
      else incoming.socket.destroy()
    }, lingerMs)
    timer.unref()
  })
}

/** A request line or Host that makes no address: refused before the app sees it. */
const refuseUnreadable = (fault: unknown): Response =>
  secured(problem('en', fault instanceof Refusal ? fault.code : 'malformed'))

const isStream = (response: Response) => response.headers.get('content-type')?.startsWith('text/event-stream') ?? false

function keepUntilClosed(kept: Set<ServerResponse>, outgoing: ServerResponse): void {
  if (outgoing.destroyed) return
  kept.add(outgoing)
  outgoing.once('close', () => kept.delete(outgoing))
}

async function close(server: Server, streaming: Set<ServerResponse>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  // A stream never ends by itself, and a browser comes back to it by itself.
  for (const outgoing of streaming) outgoing.destroy()
  const deadline = setTimeout(() => server.closeAllConnections(), closingMs)
  await closed
  clearTimeout(deadline)
}
