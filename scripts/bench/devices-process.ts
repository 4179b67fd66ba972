import { createServer } from 'node:net'
import { devicePort } from './network.ts'

// All devices behind the bench's router, in a process of their own: takes every TCP connection and closes it.
createServer((socket) => {
  socket.on('error', () => {})
  socket.end()
}).listen(devicePort, '0.0.0.0', () => console.log('ready'))
