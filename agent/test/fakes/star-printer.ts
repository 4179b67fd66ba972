import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** How it behaves (`printers.md`, sections 1, 6 and 7). */
export interface StarFakeOptions {
  /** Address of loopback; 127.0.0.1 unless told. */
  address?: string
  /** Its status block; without one it keeps silent. */
  block?: Buffer
  /** Sends the block byte by byte. */
  dribbles?: boolean
  /** Serves so many sessions at once and resets the next; eight as Star does. */
  mostAtOnce?: number
  /** Keeps each session open after its block. */
  holds?: boolean
  /** Sends back what it receives. */
  echoes?: boolean
  /** Sends these bytes for ever. */
  endless?: Buffer
  /** What becomes of a block on its way out. */
  spoil?(block: Buffer): Buffer
}

export interface StarFake {
  port: number
  /** Every byte ever received. */
  received(): Buffer
  sessions(): number
  /** How long the sessions that are over were open, all together, ms. */
  openMs(): number
  close(): Promise<void>
}

/** A Star block of eleven bytes that says nothing is wrong, with these bytes in place of its own, by their index. */
export function starBlock(bytes: Record<number, number> = {}): Buffer {
  const block = Buffer.from('2386000000000000000000', 'hex')
  for (const [at, byte] of Object.entries(bytes)) block[Number(at)] = byte
  return block
}

/** Port 9101 of a Star printer on loopback: one request of 51 bytes, one status block, and it closes. */
export async function starPrinter(options: StarFakeOptions): Promise<StarFake> {
  const received: Buffer[] = []
  const open = new Set<Socket>()
  let sessions = 0
  let openMs = 0
  const server = createServer({ noDelay: true }, (socket) => {
    sessions += 1
    socket.on('error', () => {})
    if (open.size >= (options.mostAtOnce ?? 8)) {
      socket.resetAndDestroy()
      return
    }
    open.add(socket)
    const openedAt = performance.now()
    socket.on('close', () => {
      open.delete(socket)
      openMs += performance.now() - openedAt
    })
    let heard = 0
    socket.on('data', (bytes) => {
      received.push(bytes)
      heard += bytes.length
      if (options.echoes) socket.write(bytes)
      else if (heard === 51 && options.block) void answer(socket, options.block, options)
    })
    if (options.endless) flood(socket, options.endless)
  })
  server.listen(0, options.address ?? '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received: () => Buffer.concat(received),
    sessions: () => sessions,
    openMs: () => openMs,
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

async function answer(socket: Socket, block: Buffer, options: StarFakeOptions): Promise<void> {
  const spoilt = options.spoil ? options.spoil(block) : block
  const parts = options.dribbles ? Array.from(spoilt, (byte) => Buffer.of(byte)) : [spoilt]
  for (const part of parts) {
    if (socket.destroyed) return
    socket.write(part)
    await new Promise((next) => setImmediate(next))
  }
  if (!options.holds) socket.end()
}

function flood(socket: Socket, bytes: Buffer): void {
  // Much at once: until the connection is full nothing else of this process gets a turn, so not by a call for each block.
  const blocks = Buffer.concat(Array.from({ length: 200 }, () => bytes))
  const more = () => {
    while (!socket.destroyed && socket.write(blocks));
  }
  socket.on('drain', more)
  more()
}
