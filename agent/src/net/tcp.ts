import { Socket } from 'node:net'
import { type Attempt, codeOf, elapsed, failed } from './contact.ts'

/** An open connection, as long as a conversation over it lasts. */
export interface Line {
  write(bytes: Uint8Array): void
  /** Says that this was all, once it is sent; what the other side still says can be read. */
  end(): void
  /** The bytes that came since the last call, or the next that come; `null` once none will: closed, cut or too late. */
  read(): Promise<Buffer | null>
  /** Why no more will come: the code of an error, or `null` while it is open and when the other side just closed. */
  fault(): string | null
}

export interface Call<T> {
  /** How the connection came about; the latency is that of the handshake. */
  connection: Attempt
  /** What the conversation was worth; `null` where the connection failed. */
  said: T | null
}

/** Whom to call. `address` is an IP address, never a name: `resolve` comes first. */
export interface Where {
  address: string
  port: number
  /** From the first packet to the last byte. */
  timeoutMs: number
}

/** The other side may say this much in one call, bytes; more ends it with `ETOOMUCH`. */
const mostBytes = 4096
/** How long the other side has to close after we did; then the connection is cut. */
const farewellMs = 200

/**
 * Connects, has `talk` converse, and closes: politely first, by force after 200 ms. When this resolves the connection is
 * gone, also at the deadline or when `signal` is given. Never throws for what the network does.
 */
export async function call<T>(where: Where, signal: AbortSignal, talk: (line: Line) => Promise<T>): Promise<Call<T>> {
  const startedAt = performance.now()
  const socket = new Socket()
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const ear = listen(socket)
  const stop = () => ear.cut('ABORT_ERR')
  const timer = setTimeout(() => ear.cut('ETIMEDOUT'), where.timeoutMs)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  else dial(socket, where, ear)

  const isOpen = await ear.opened
  const connection: Attempt = isOpen
    ? { contact: 'answered', latencyMs: elapsed(startedAt), code: null }
    : failed(ear.line.fault() ?? 'UNKNOWN')
  const said = isOpen ? await talk(ear.line) : null

  clearTimeout(timer)
  signal.removeEventListener('abort', stop)
  await hangUp(socket, closed)
  return { connection, said }
}

/** Only connects and closes. */
export const knock = async (where: Where, signal: AbortSignal): Promise<Attempt> =>
  (await call(where, signal, async () => null)).connection

interface Ear {
  line: Line
  opened: Promise<boolean>
  cut(code: string): void
}

function listen(socket: Socket): Ear {
  const opened = Promise.withResolvers<boolean>()
  let heard: Buffer[] = []
  let total = 0
  let fault: string | null = null
  let isOver = false
  let wake: (() => void) | null = null

  function notice() {
    wake?.()
    wake = null
  }
  function over(code: string | null) {
    fault ??= code
    isOver = true
    opened.resolve(false)
    notice()
  }
  function cut(code: string) {
    over(code)
    socket.destroy()
  }

  socket.setNoDelay(true)
  socket.on('connect', () => opened.resolve(true))
  socket.on('data', (bytes) => {
    total += bytes.length
    if (total > mostBytes) return cut('ETOOMUCH')
    heard.push(bytes)
    notice()
  })
  socket.on('end', () => over(null))
  socket.on('error', (error) => over(codeOf(error)))
  socket.on('close', () => over(null))

  async function read(): Promise<Buffer | null> {
    if (heard.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve))
    if (heard.length === 0) return null
    const bytes = Buffer.concat(heard)
    heard = []
    return bytes
  }
  const write = (bytes: Uint8Array) => {
    if (!isOver) socket.write(bytes)
  }
  const end = () => {
    if (!isOver) socket.end()
  }
  return { line: { write, end, read, fault: () => fault }, opened: opened.promise, cut }
}

/** Some errors (no descriptors left, a port out of range) are thrown at once instead of being told. */
function dial(socket: Socket, where: Where, ear: Ear): void {
  try {
    socket.connect({ host: where.address, port: where.port, autoSelectFamily: false })
  } catch (error) {
    ear.cut(codeOf(error))
  }
}

async function hangUp(socket: Socket, closed: Promise<void>): Promise<void> {
  if (socket.destroyed) return closed
  const force = setTimeout(() => socket.destroy(), farewellMs)
  socket.resume()
  socket.end()
  await closed
  clearTimeout(force)
}
