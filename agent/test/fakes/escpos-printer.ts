import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** How it behaves (`printers.md`, sections 2, 7 and 11). */
export interface EscposFakeOptions {
  /** Address of loopback; 127.0.0.1 unless told. */
  address?: string
  /** Its replies to DLE EOT n; without one it keeps silent. */
  status?: Partial<Record<1 | 2 | 3 | 4, number>>
  /** Serves one session; the next gets a reset (`reset`), or waits without an answer (`queue`). */
  others?: 'reset' | 'queue'
  /** Sends these bytes at once when a session begins, such as ASB. */
  greeting?: Buffer
  /** What stands before each reply, such as XON. */
  before?: Buffer
  /** Time it takes for each reply, ms. */
  takesMs?: number
  /** Accepts and never answers. */
  isMute?: boolean
  /** Resets each session after the handshake, before the first byte. */
  resets?: boolean
  /** Sends back what it receives, as a line printer or terminal does. */
  echoes?: boolean
  /** Sends these bytes for ever. */
  endless?: Buffer
  /** Does not close its end when the other side does. */
  holds?: boolean
  /** What becomes of a reply on its way out. */
  spoil?(reply: Buffer): Buffer
}

export interface EscposFake {
  port: number
  /** Every byte ever received. */
  received(): Buffer
  sessions(): number
  /** The most sessions that were open at once. */
  mostAtOnce(): number
  /** How long the sessions that are over were open, all together, ms. */
  openMs(): number
  close(): Promise<void>
}

/** A receipt printer on loopback that records what is done to it. */
export async function escposPrinter(options: EscposFakeOptions): Promise<EscposFake> {
  const received: Buffer[] = []
  const open = new Set<Socket>()
  let sessions = 0
  let mostAtOnce = 0
  let openMs = 0

  const server = createServer({ allowHalfOpen: options.holds ?? false, noDelay: true }, (socket) => {
    sessions += 1
    const isFirst = open.size === 0
    open.add(socket)
    mostAtOnce = Math.max(mostAtOnce, open.size)
    const openedAt = performance.now()
    socket.on('close', () => {
      open.delete(socket)
      openMs += performance.now() - openedAt
    })
    socket.on('error', () => {})
    const isServed = isFirst || options.others === undefined
    if (options.resets || (!isServed && options.others === 'reset')) {
      socket.resetAndDestroy()
      return
    }
    let pending = Buffer.alloc(0)
    socket.on('data', (bytes) => {
      received.push(bytes)
      pending = Buffer.concat([pending, bytes])
      while (pending.length >= 3) {
        const command = pending.subarray(0, 3)
        if (isServed && options.takesMs) setTimeout(() => answer(socket, command, options), options.takesMs)
        else if (isServed) answer(socket, command, options)
        pending = pending.subarray(3)
      }
    })
    if (isServed && options.greeting) socket.write(options.greeting)
    if (options.endless) flood(socket, options.endless)
  })
  server.listen(0, options.address ?? '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received: () => Buffer.concat(received),
    sessions: () => sessions,
    mostAtOnce: () => mostAtOnce,
    openMs: () => openMs,
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function answer(socket: Socket, command: Buffer, options: EscposFakeOptions): void {
  if (options.isMute) return
  if (options.echoes) {
    socket.write(command)
    return
  }
  const [dle, eot, n = 0] = command
  const byte = options.status?.[n as 1 | 2 | 3 | 4]
  if (dle !== 0x10 || eot !== 0x04 || byte === undefined) return
  const reply = Buffer.from([byte])
  socket.write(Buffer.concat([options.before ?? Buffer.alloc(0), options.spoil ? options.spoil(reply) : reply]))
}

function flood(socket: Socket, bytes: Buffer): void {
  const block = Buffer.concat(Array.from({ length: 200 }, () => bytes))
  const more = () => {
    while (!socket.destroyed && socket.write(block));
  }
  socket.on('drain', more)
  more()
}
