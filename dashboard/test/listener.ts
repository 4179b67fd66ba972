import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'

/** A port of loopback that takes connections, as a device that is well. */
export async function listener(): Promise<{ port: number; close(): Promise<void> }> {
  const server: Server = createServer((socket) => socket.on('error', () => socket.destroy()))
  server.listen(0, '0.0.0.0')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      await closed
    },
  }
}
