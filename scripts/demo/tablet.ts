import { once } from 'node:events'
import { createServer } from 'node:net'
import { pretendDevice } from './pretend-device.ts'

// An iPad as the network sees it: its own service port takes connections while it is awake. Arguments: address.

const server = createServer((socket) => {
  socket.on('error', () => {})
  socket.resume()
})
server.listen({ host: process.argv[2], port: 62_078, backlog: 1 })
await once(server, 'listening')
pretendDevice({})
