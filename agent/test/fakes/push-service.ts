import type { webcrypto } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { selfMadeCertificate } from './self-made-certificate.ts'

const { subtle } = crypto

/** One push as it came, read as the browser reads it. */
export interface Pushed {
  path: string
  headers: Record<string, string>
  /** The claims of its VAPID token, whose signature is good. */
  claims: { aud: string; exp: number; sub: string }
  /** The key that it was signed with. */
  publicKey: string
  // What a message holds is the test's business.
  message: Record<string, unknown>
  text: string
}

type Step = number | 'drop' | 'hang' | ((response: ServerResponse) => void)

/** What a browser gives whoever may push to it. */
export interface Subscribed {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

export interface PushService {
  url: string
  ca: Buffer
  got: Pushed[]
  /** What it answers; a number is a status. */
  answer: (push: Pushed) => Step | Promise<Step>
  /** Connections that are open, and the most that were at once. */
  open: number
  mostOpen: number
  /** A browser of its own, at this path. */
  subscribe(name?: string): Promise<Subscribed>
  close(): Promise<void>
}

interface Reader {
  key: webcrypto.CryptoKeyPair
  point: Buffer<ArrayBuffer>
  auth: Buffer<ArrayBuffer>
}

/** A push service on loopback, gone when the test ends. */
export async function startPushService(answer?: PushService['answer']): Promise<PushService> {
  const service = await openPushService(answer)
  onTestFinished(() => service.close())
  return service
}

/** The same for the tests of a file, which close it. */
export async function openPushService(answer: PushService['answer'] = () => 201): Promise<PushService> {
  const certificate = selfMadeCertificate()
  const readers = new Map<string, Reader>()
  const listen = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const path = request.url ?? ''
    const reader = readers.get(path)
    if (reader === undefined || request.method !== 'POST') return void response.writeHead(404).end()
    const headers = request.headers as Record<string, string>
    const text = await opened(Buffer.concat(parts), reader)
    const push = { path, headers, ...(await vouched(headers.authorization ?? '')), text, message: JSON.parse(text) }
    service.got.push(push)
    const step = await service.answer(push)
    if (step === 'drop') request.socket.destroy()
    else if (typeof step === 'function') step(response)
    else if (step !== 'hang') response.writeHead(step).end()
  }
  const server = createServer(
    certificate,
    (request, response) =>
      void listen(request, response).catch((fault: Error) => {
        // A push that cannot be read, or is not vouched for, is one that a real service would not take either.
        response.writeHead(400).end(fault.message)
      }),
  )
  const service: PushService = {
    url: '',
    ca: certificate.cert,
    got: [],
    answer,
    open: 0,
    mostOpen: 0,
    async subscribe(name = 'one') {
      const key = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
      const point = Buffer.from(await subtle.exportKey('raw', key.publicKey))
      const auth = Buffer.from(crypto.getRandomValues(new Uint8Array(16)))
      readers.set(`/push/${name}`, { key, point, auth })
      const keys = { p256dh: point.toString('base64url'), auth: auth.toString('base64url') }
      return { endpoint: `${service.url}/push/${name}`, keys }
    },
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
  server.on('secureConnection', (socket) => {
    service.open += 1
    service.mostOpen = Math.max(service.mostOpen, service.open)
    socket.on('close', () => (service.open -= 1))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  service.url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return service
}

type Bytes = ArrayBuffer | Buffer<ArrayBuffer>

const bits = async (secret: Bytes, salt: Bytes, info: Bytes, bytes: number): Promise<Buffer<ArrayBuffer>> => {
  const key = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  return Buffer.from(await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, bytes * 8))
}

/** RFC 8291 from the side of the browser: one record of `aes128gcm`. */
async function opened(body: Buffer<ArrayBuffer>, { key, point, auth }: Reader): Promise<string> {
  const salt = body.subarray(0, 16)
  const record = body.readUInt32BE(16)
  const length = body.readUInt8(20)
  const sender = body.subarray(21, 21 + length)
  const sealed = body.subarray(21 + length)
  if (body.length > 4096 || sealed.length > record) throw new Error('More than one record')
  const from = await subtle.importKey('raw', sender, { name: 'ECDH', namedCurve: 'P-256' }, false, [])
  const shared = await subtle.deriveBits({ name: 'ECDH', public: from }, key.privateKey, 256)
  const input = await bits(shared, auth, Buffer.concat([Buffer.from('WebPush: info\0'), point, sender]), 32)
  const content = await bits(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const iv = await bits(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const opener = await subtle.importKey('raw', content, 'AES-GCM', false, ['decrypt'])
  const plain = Buffer.from(await subtle.decrypt({ name: 'AES-GCM', iv }, opener, sealed))
  const end = plain.findLastIndex((byte) => byte !== 0)
  if (plain[end] !== 2) throw new Error('Not the last record')
  return plain.subarray(0, end).toString('utf8')
}

/** RFC 8292: who sends it is who says so. */
async function vouched(authorization: string): Promise<Pick<Pushed, 'claims' | 'publicKey'>> {
  const [, token = '', publicKey = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/u.exec(authorization) ?? []
  const [head = '', body = '', signature = ''] = token.split('.')
  const key = await subtle.importKey(
    'raw',
    Buffer.from(publicKey, 'base64url'),
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['verify'],
  )
  const isGood = await subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    Buffer.from(signature, 'base64url'),
    Buffer.from(`${head}.${body}`),
  )
  const { typ, alg } = JSON.parse(Buffer.from(head, 'base64url').toString())
  if (!isGood || typ !== 'JWT' || alg !== 'ES256') throw new Error('Not signed by that key')
  return { claims: JSON.parse(Buffer.from(body, 'base64url').toString()), publicKey }
}
