/** Shouts to everyone on its network, so many packets a second. Run with the broadcast address, packets a second and seconds. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

const [address = '', rate = '1000', seconds = '1'] = process.argv.slice(2)
const socket = createSocket('udp4').bind(0)
await once(socket, 'listening')
socket.setBroadcast(true)
const packet = Buffer.alloc(64)
const startedAt = performance.now()
let sent = 0
const passed = () => (performance.now() - startedAt) / 1000
while (passed() < Number(seconds)) {
  const due = Math.min(500, Math.floor(passed() * Number(rate)) - sent)
  await Promise.all(Array.from({ length: due }, () => new Promise((done) => socket.send(packet, 9, address, done))))
  sent += Math.max(due, 0)
  await wait(1)
}
socket.close()
process.stdout.write(`sent ${Math.round(sent / passed())}\n`)
