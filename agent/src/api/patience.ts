import type { IncomingMessage, Server } from 'node:http'

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
