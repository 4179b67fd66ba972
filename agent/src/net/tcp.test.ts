import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { call, knock } from './tcp.ts'

const never = new AbortController().signal
let servers: { server: Server; sockets: Socket[] }[] = []
afterEach(async () => {
  for (const { server, sockets } of servers) {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  }
  servers = []
})

async function listen(serve: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    serve(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  servers.push({ server, sockets })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const at = (port: number, timeoutMs = 1000) => ({ address: '127.0.0.1', port, timeoutMs })

describe('knocking', () => {
  it('is answered by an open port, and sends nothing', async () => {
    const heard: Buffer[] = []
    const port = await listen((socket) => socket.on('data', (bytes) => heard.push(bytes)))
    expect(await knock(at(port), never)).toMatchObject({ contact: 'answered', code: null })
    expect(heard).toEqual([])
  })

  it('is refused by a closed one', async () => {
    expect(await knock(at(1), never)).toEqual({ contact: 'refused', latencyMs: null, code: 'ECONNREFUSED' })
  })

  it('is our own machine’s trouble where the socket itself fails', async () => {
    expect(await knock(at(70_000), never)).toMatchObject({ contact: 'local_error', code: 'ERR_SOCKET_BAD_PORT' })
  })

  it('says nothing of the device when it is called off', async () => {
    const stop = new AbortController()
    stop.abort()
    expect(await knock(at(1), stop.signal)).toMatchObject({ contact: 'unable', code: 'ABORT_ERR' })
  })
})

describe('a conversation', () => {
  it('hears what comes in pieces, until the other side closes', async () => {
    const port = await listen((socket) => {
      socket.write('a')
      socket.once('data', () => socket.end('b'))
    })
    const { said } = await call(at(port), never, async (line) => {
      const first = await line.read()
      line.write(Buffer.from('go'))
      const second = await line.read()
      return [`${first}`, `${second}`, await line.read(), line.fault()]
    })
    expect(said).toEqual(['a', 'b', null, null])
  })

  it('ends at its deadline', async () => {
    const port = await listen(() => {})
    const { connection, said } = await call(at(port, 150), never, async (line) => [await line.read(), line.fault()])
    expect(connection.contact).toBe('answered')
    expect(said).toEqual([null, 'ETIMEDOUT'])
  })

  it('ends when the other side says too much', async () => {
    const port = await listen((socket) => socket.write(Buffer.alloc(100_000)))
    const { said } = await call(at(port), never, async (line) => {
      while ((await line.read()) !== null);
      return line.fault()
    })
    expect(said).toBe('ETOOMUCH')
  })

  it('tells of a reset', async () => {
    const port = await listen((socket) => socket.resetAndDestroy())
    const { connection, said } = await call(at(port), never, async (line) => [await line.read(), line.fault()])
    expect([connection.code, ...(said ?? [])]).toContain('ECONNRESET')
  })
})
