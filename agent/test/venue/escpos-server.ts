/**
 * A receipt printer as a program of its own, so that it can live in a namespace: answers DLE EOT n on a port
 * (printers.md, 3) and keeps every byte it is sent. Each line of its input is a JSON patch of its condition and is
 * answered with `ok` once it is in force.
 */
import { appendFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { EscposCondition } from './escpos.ts'

const [port = '9100', record = '/dev/null'] = process.argv.slice(2)

let is: EscposCondition = {
  listening: true,
  singleSession: false,
  mute: false,
  offline: false,
  coverOpen: false,
  paperEnd: false,
  nearEnd: false,
  cutterError: false,
  broken: false,
  tooHot: false,
}
let server: Server | null = null
const sessions = new Set<Socket>()

/** The status byte for DLE EOT n, or `null` for an n that no printer knows. */
function status(n: number): number | null {
  const bit = (on: boolean, mask: number) => (on ? mask : 0)
  const inError = is.cutterError || is.broken || is.tooHot
  const stopped = is.offline || is.coverOpen || is.paperEnd || inError
  if (n === 1) return 0x12 | bit(stopped, 0x08)
  if (n === 2) return 0x12 | bit(is.coverOpen, 0x04) | bit(is.paperEnd, 0x20) | bit(inError, 0x40)
  if (n === 3) return 0x12 | bit(is.cutterError, 0x08) | bit(is.broken, 0x20) | bit(is.tooHot, 0x40)
  if (n === 4) return 0x12 | bit(is.nearEnd || is.paperEnd, 0x0c) | bit(is.paperEnd, 0x60)
  return null
}

function serve(socket: Socket): void {
  sessions.add(socket)
  // One session only: nobody listens until it ends, so the next one is refused by the kernel, as by the real thing.
  if (is.singleSession) shut()
  socket.on('error', () => {})
  socket.on('close', () => {
    sessions.delete(socket)
    if (is.listening) void listen()
  })
  let pending = Buffer.alloc(0)
  socket.on('data', (bytes) => {
    appendFileSync(record, bytes)
    pending = Buffer.concat([pending, bytes])
    while (pending.length >= 3) {
      const known = pending[0] === 0x10 && pending[1] === 0x04 ? status(pending[2] ?? 0) : null
      if (known !== null && !is.mute) socket.write(Buffer.of(known))
      pending = pending.subarray(known === null ? 1 : 3)
    }
  })
}

function listen(): Promise<void> {
  if (server) return Promise.resolve()
  server = createServer(serve)
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(Number(port), resolve)
  return promise
}

function shut(): void {
  server?.close()
  server = null
}

writeFileSync(record, '')
await listen()
console.log('ready')
createInterface({ input: process.stdin }).on('line', async (line) => {
  is = { ...is, ...(JSON.parse(line) as Partial<EscposCondition>) }
  if (is.listening) await listen()
  else {
    shut()
    for (const socket of sessions) socket.resetAndDestroy()
  }
  console.log('ok')
})
