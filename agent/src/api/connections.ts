import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

const maxConnections = 500

/**
 * Keeps room for newcomers: while all places are taken, the connection that has been open longest without a whole
 * request goes. Whoever sends slowly on purpose (slow-loris) then pushes out their own connections, and a browser whose
 * idle one was ended simply opens another.
 */
export function keepRoom(server: Server): void {
  /** Open connections by their other end, oldest first, with the request that each is about. */
  const open = new Map<string, { socket: Socket; incoming: IncomingMessage | null }>()

  function makeRoom(): boolean {
    for (const [end, { socket, incoming }] of open) {
      if (incoming?.complete) continue
      open.delete(end)
      socket.destroy()
      return true
    }
    return false
  }

  server.on('connection', (socket: Socket) => {
    if (open.size >= maxConnections && !makeRoom()) {
      socket.destroy()
      return
    }
    const end = endOf(socket)
    open.set(end, { socket, incoming: null })
    socket.once('close', () => {
      if (open.get(end)?.socket === socket) open.delete(end)
    })
  })
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const place = open.get(endOf(incoming.socket))
    if (place === undefined) return
    place.incoming = incoming
    outgoing.once('finish', () => {
      // The next request on this connection may have begun already.
      if (place.incoming === incoming) place.incoming = null
    })
  })
}

/** The same for a connection and for the encrypted one in it. */
const endOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`
