/**
 * A process of its own: the real belt over real sockets and stores, with 50 devices on loopback and time running 120
 * times faster. Prints one line of JSON a second with what it uses. Run with a folder, and for how many seconds.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { pretendDevice, pretendProbe } from '../fakes/pretend-network.ts'
import { fastBelt } from './fast-belt.ts'

const [folder = '', seconds = '10'] = process.argv.slice(2)
const devices = 50
const times = 120
const everySeconds = 10
const minuteMs = 60_000

let looks = 0
const accept = (server: Server, address: string, port: number) =>
  new Promise<void>((listening) => server.listen(port, address, listening))
/** Each device is looked at in so many ways, since two looks of one way are kept apart by a moment that is not sped up. */
const ports = [19_100, 19_101, 19_102, 19_103]
const address = (n: number) => `127.0.4.${n + 1}`
const makeServer = () =>
  createServer((socket) => {
    looks += 1
    socket.on('error', () => {})
    socket.resume()
  })
const servers = Array.from({ length: devices }, () => ports.map(makeServer))
const open = async (n: number) => {
  for (const [at, server] of servers[n]?.entries() ?? []) await accept(server, address(n), ports[at] ?? 0)
}
for (let n = 0; n < devices; n += 1) await open(n)

const belt = await fastBelt({ folder, times })
await belt.set(
  servers.map((_, n) => ({
    ...pretendDevice(`device-${n}`, address(n), { type: 'other' }, []),
    probes: ports.map((port) => ({
      ...pretendProbe(`device-${n}`, 'tcp', { everySeconds, options: { port } }),
      id: `device-${n}-${port}`,
    })),
  })),
)

/** Every half hour another device is away for four minutes: 48 outages a day, more than a venue has in a bad week. */
async function outages(): Promise<void> {
  for (let n = 0; ; n = (n + 1) % devices) {
    await wait((26 * minuteMs) / times, undefined, { ref: false })
    for (const server of servers[n] ?? []) server.close()
    await wait((4 * minuteMs) / times, undefined, { ref: false })
    await open(n)
  }
}
void outages()

const writtenBytes = () => Number(/^write_bytes: (\d+)/mu.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])
const endAt = performance.now() + Number(seconds) * 1000
while (performance.now() < endAt) {
  await wait(1000)
  // What is only waiting to be collected is no leak.
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  const line = {
    minutes: belt.clock.monotonic() / minuteMs,
    looks,
    rss,
    heapUsed,
    written: writtenBytes(),
    files: readdirSync('/proc/self/fd').length,
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
await belt.stop()
process.exit(0)
