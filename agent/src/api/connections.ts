import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

const maxConnections = 500

/**
 * Keeps room for newcomers: while all places are taken, the connection that has been open longest without a whole
 * request goes. Whoever sends slowly on purpose (slow-loris) then pushes out their own connections, and a browser whose
 * idle one was ended simply opens another.
 */
export function keepRoom(server: Server): void {
  /** Open connections, oldest first, with the request that each is about. */
  const open = new Map<Socket, IncomingMessage | null>()

  function makeRoom(): boolean {
    for (const [socket, incoming] of open) {
      if (incoming?.complete) continue
      open.delete(socket)
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
    open.set(socket, null)
    socket.once('close', () => open.delete(socket))
  })
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (!open.has(incoming.socket)) return
    open.set(incoming.socket, incoming)
    outgoing.once('finish', () => {
      // The next request on this connection may have begun already.
      if (open.get(incoming.socket) === incoming) open.set(incoming.socket, null)
    })
  })
}
