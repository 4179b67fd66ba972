import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import { expect, it, onTestFinished } from 'vitest'
import { outlasting } from './patience.ts'

it('an answer that takes long comes on a connection on which nothing moved meanwhile', async () => {
  const server = createServer((incoming, outgoing) => {
    const silence = new Promise((resolve) => incoming.socket.once('timeout', resolve))
    void outlasting({ incoming, outgoing } as HttpBindings, silence).then(() => outgoing.end('late'))
  })
  server.timeout = 50
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const answer = await new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent: false }, (found) => found.setEncoding('utf8').on('data', resolve)).on(
      'error',
      reject,
    )
  })
  expect(answer).toBe('late')
})
