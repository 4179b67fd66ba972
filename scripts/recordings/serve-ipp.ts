import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Served } from './serve-snmp.ts'

/** Answers every question over IPP with these bytes, under the question's number, on a port of loopback. */
export async function serveIpp(response: Buffer): Promise<Served> {
  const server = createServer((request, answer) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const question = Buffer.concat(parts)
      const bytes = Buffer.from(response)
      if (question.length >= 8 && bytes.length >= 8) question.copy(bytes, 4, 4, 8)
      answer.writeHead(200, { 'content-type': 'application/ipp' }).end(bytes)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const place = server.address()
  return {
    port: place !== null && typeof place === 'object' ? place.port : 0,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
