import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTls } from 'node:https'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { selfMadeCertificate } from './self-made-certificate.ts'

/** One call as it came. */
export interface Received {
  headers: Record<string, string>
  id: string
  body: string
  json: { version: number; type: string; timestamp: string; data: Record<string, unknown> }
}

type Step = number | 'drop' | 'hang' | ((response: ServerResponse) => void)

export interface Receiver {
  url: string
  port: number
  got: Received[]
  /** What it answers; a number is a status. */
  answer: (call: Received) => Step | Promise<Step>
  /** Connections that came about, also those on which nothing was asked. */
  connections: number
}

/** A receiver of webhooks on loopback, gone when the test ends. */
export async function startReceiver(answer?: Receiver['answer'], options?: { tls?: boolean }): Promise<Receiver> {
  const receiver = await openReceiver(answer, options)
  onTestFinished(() => receiver.close())
  return receiver
}

/** The same for the tests of a file, which close it. */
export async function openReceiver(
  answer: Receiver['answer'] = () => 204,
  { tls = false } = {},
): Promise<Receiver & { close(): Promise<void> }> {
  const listen = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts).toString()
    const headers = request.headers as Record<string, string>
    const call = { headers, id: headers['webhook-id'] ?? '', body, json: JSON.parse(body) }
    receiver.got.push(call)
    const step = await receiver.answer(call)
    if (step === 'drop') request.socket.destroy()
    else if (typeof step === 'function') step(response)
    else if (step !== 'hang') response.writeHead(step).end()
  }
  const server = tls
    ? createTls(selfMadeCertificate(), (request, response) => void listen(request, response))
    : createServer((request, response) => void listen(request, response))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
  const receiver = { url: '', port: 0, got: [] as Received[], answer, connections: 0, close }
  server.on('connection', () => (receiver.connections += 1))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  receiver.port = (server.address() as AddressInfo).port
  receiver.url = `${tls ? 'https' : 'http'}://127.0.0.1:${receiver.port}/hook`
  return receiver
}
