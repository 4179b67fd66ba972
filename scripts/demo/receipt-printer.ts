import { once } from 'node:events'
import { createServer } from 'node:net'
import { pretendDevice } from './pretend-device.ts'

// A receipt printer that answers ESC/POS real-time status (DLE EOT n) on port 9100 and swallows everything else.
// Arguments: address.

const is = { paperEnd: false, nearEnd: false, coverOpen: false, cutterError: false }
const bit = (on: boolean, mask: number) => (on ? mask : 0)

/** The status byte for DLE EOT n (bit 1 and 4 are fixed), or `null` for an n that no printer knows. */
function status(n: number): number | null {
  const stopped = is.paperEnd || is.coverOpen || is.cutterError
  if (n === 1) return 0x12 | bit(stopped, 0x08)
  if (n === 2) return 0x12 | bit(is.coverOpen, 0x04) | bit(is.paperEnd, 0x20) | bit(is.cutterError, 0x40)
  if (n === 3) return 0x12 | bit(is.cutterError, 0x08)
  if (n === 4) return 0x12 | bit(is.nearEnd || is.paperEnd, 0x0c) | bit(is.paperEnd, 0x60)
  return null
}

const server = createServer((socket) => {
  let pending = Buffer.alloc(0)
  socket.on('error', () => {})
  socket.on('data', (bytes) => {
    pending = Buffer.concat([pending, bytes])
    while (pending.length >= 3) {
      const reply = pending[0] === 0x10 && pending[1] === 0x04 ? status(pending[2] ?? 0) : null
      if (reply !== null) socket.write(Buffer.of(reply))
      pending = pending.subarray(reply === null ? 1 : 3)
    }
  })
})
// The shortest queue: while this process is stopped, connections soon wait without an answer, as with a printer that hangs.
server.listen({ host: process.argv[2], port: 9100, backlog: 1 })
await once(server, 'listening')
pretendDevice(is)
