import { connect, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { served } from '../../test/fakes/served.ts'

/** Connections that send the beginning of a request and never its end. */
async function crawl(port: number, count: number, beginning: string): Promise<Socket[]> {
  const sockets: Socket[] = []
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  for (let n = 0; n < count; n += 1) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(beginning, () => resolve()))
      socket.on('error', () => undefined)
      socket.resume()
      sockets.push(socket)
    })
  }
  return sockets
}

describe('P28 clients who hold on to connections', () => {
  it.each([
    ['headers that never end', 'GET / HTTP/1.1\r\nHost: localhost\r\n'],
    ['nothing', ''],
    [
      'a body that never ends',
      'POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    ],
  ])('do not keep others out: %s', async (_, beginning) => {
    const { ask, port } = await served()
    const sockets = await crawl(port, 700, beginning)
    for (let n = 0; n < 20; n += 1) expect((await ask('GET', '/healthz')).status).toBe(200)
    expect(sockets.filter((socket) => !socket.destroyed && !socket.readableEnded).length).toBeLessThanOrEqual(500)
  })
})
