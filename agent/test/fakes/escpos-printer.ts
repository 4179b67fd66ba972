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
  /** Every byte that was none of a real-time question: what came out on paper, or moved it. */
  printed(): Buffer
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
  const printed: Buffer[] = []
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
    let pending: Buffer = Buffer.alloc(0)
    socket.on('data', (bytes) => {
      received.push(bytes)
      pending = Buffer.concat([pending, bytes])
      for (;;) {
        const { paper, command, rest } = options.echoes ? threeOf(pending) : questionIn(pending)
        printed.push(paper)
        pending = rest
        if (command === null) break
        if (isServed && options.takesMs) setTimeout(() => answer(socket, command, options), options.takesMs)
        else if (isServed) answer(socket, command, options)
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
    printed: () => Buffer.concat(printed),
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

interface Heard {
  /** What stood before the command. */
  paper: Buffer
  command: Buffer | null
  rest: Buffer
}

/** DLE EOT n is obeyed on receipt, wherever it stands; its beginning may be all that has come of it. */
function questionIn(bytes: Buffer): Heard {
  const at = bytes.indexOf(Buffer.of(0x10, 0x04))
  if (at >= 0 && at + 2 < bytes.length) {
    return { paper: bytes.subarray(0, at), command: bytes.subarray(at, at + 3), rest: bytes.subarray(at + 3) }
  }
  const begun = at >= 0 ? at : bytes.at(-1) === 0x10 ? bytes.length - 1 : bytes.length
  return { paper: bytes.subarray(0, begun), command: null, rest: bytes.subarray(begun) }
}

const threeOf = (bytes: Buffer): Heard => ({
  paper: Buffer.alloc(0),
  command: bytes.length < 3 ? null : bytes.subarray(0, 3),
  rest: bytes.subarray(bytes.length < 3 ? 0 : 3),
})

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
