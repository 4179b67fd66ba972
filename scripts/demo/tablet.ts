import { once } from 'node:events'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { pretendDevice } from './pretend-device.ts'

// An iPad: its own service port takes connections while it is awake, and once it is paired it checks in with the agent
// from its own address. Arguments: address.

const [address = '127.0.0.1'] = process.argv.slice(2)
const everyMs = 30_000

interface Condition {
  /** Where the agent is, and the token that pairing gave. */
  agent: { port: number; token: string } | null
  model: string
  battery: number
}
const is: Condition = { agent: null, model: 'iPad13,18', battery: 0.8 }

const server = createServer((socket) => {
  socket.on('error', () => {})
  socket.resume()
})
server.listen({ host: address, port: 62_078, backlog: 1 })
await once(server, 'listening')

function checkIn({ agent, model, battery }: Condition): void {
  if (agent === null) return
  const asking = request({
    host: '127.0.0.1',
    port: agent.port,
    path: '/api/v1/checkins',
    method: 'POST',
    localAddress: address,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${agent.token}` },
  })
  asking.on('error', () => {})
  asking.on('response', (response) => response.resume())
  const told = { model, osVersion: '26.2', appVersion: '5.3.1', battery, charging: false, online: true }
  asking.end(JSON.stringify(told))
}

setInterval(() => checkIn(is), everyMs)
pretendDevice(is, checkIn)
