import type { IncomingMessage, Server } from 'node:http'
import type { HttpBindings } from '@hono/node-server'

/** How long a request may take to come in whole, ms; Node's own limit knows no exceptions. */
const usualMs = 30_000
/** Even a file over a bad line. */
const longestMs = 60 * 60_000

const patient = new WeakSet<IncomingMessage>()

/** A file is on its way that somebody may send: it takes the time that its line needs. */
export const bePatient = (incoming: IncomingMessage): void => void patient.add(incoming)

/** Ends connections whose request does not come to its end. */
export function limitTime(server: Server): void {
  server.on('request', (incoming: IncomingMessage) => {
    const { headers } = incoming
    if (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0) return
    const end = () => {
      if (!incoming.complete) incoming.socket.destroy()
    }
    let timer = setTimeout(() => {
      if (!patient.has(incoming)) return end()
      timer = setTimeout(end, longestMs - usualMs)
      timer.unref()
    }, usualMs)
    timer.unref()
    const stop = () => clearTimeout(timer)
    incoming.once('end', stop)
    incoming.once('close', stop)
  })
}

/**
 * Waits for an answer that takes long to be made: the connection stays though nothing moves on it, unless it is the
 * client that is silent, half-way through its request.
 */
export async function outlasting<T>({ incoming, outgoing }: HttpBindings, work: Promise<T>): Promise<T> {
  const look = () => {
    if (!incoming.complete) incoming.socket.destroy()
  }
  outgoing.on('timeout', look)
  try {
    return await work
  } finally {
    outgoing.off('timeout', look)
  }
}
