import { once } from 'node:events'
import { createServer } from 'node:net'
import { pretendDevice } from './pretend-device.ts'

// A Star printer: its status port 9101 gives one automatic status block to each who asks, and closes; port 9100 swallows
// what is to be printed. Arguments: address.

const is = { paperEnd: false, nearEnd: false, coverOpen: false, cutterError: false }
const bit = (on: boolean, mask: number) => (on ? mask : 0)

/** Nine bytes, as the first header says: two headers, printer status, errors, more errors, sensors (`printers.md`, 6). */
function block(): Buffer {
  const stopped = is.paperEnd || is.coverOpen || is.cutterError
  return Buffer.of(
    0x23,
    0x06,
    bit(stopped, 0x08) | bit(is.coverOpen, 0x20),
    bit(is.cutterError, 0x08),
    0,
    bit(is.nearEnd || is.paperEnd, 0x04) | bit(is.paperEnd, 0x08),
    0,
    0,
    0,
  )
}

const server = createServer((socket) => {
  socket.on('error', () => {})
  socket.once('data', () => socket.end(block()))
})
server.listen({ host: process.argv[2], port: 9101, backlog: 1 })
await once(server, 'listening')
const paper = createServer((socket) => {
  socket.on('error', () => {})
  socket.resume()
})
paper.listen({ host: process.argv[2], port: 9100, backlog: 1 })
await once(paper, 'listening')
pretendDevice(is)
