import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { encodeIpp, type IppField } from '../../src/probes/ipp-encode.ts'
import { ippGroups } from '../../src/probes/ipp-message.ts'
import { selfMadeCertificate } from './self-made-certificate.ts'

/** How it behaves (`printers.md`, section 9). */
export interface IppFakeOptions {
  address?: string
  /** Any free one unless told. */
  port?: number
  /** Where its print service is; `/ipp/print` unless told. */
  path?: string
  /** What it says of itself; can be changed while it runs. */
  fields: IppField[]
  /** Only IPP/1.1 is understood. */
  isOld?: boolean
  /** The status of each answer, instead of well. */
  status?: number
  /** Answers over HTTP with this instead, such as 426. */
  httpStatus?: number
  /** Wants TLS on the same port, and answers 426 without it. */
  wantsTls?: boolean
  /** Takes the request and never answers. */
  isMute?: boolean
  /** Begins its answer and never ends it, in parts of these bytes. */
  endless?: Buffer
  /** Sends the request back. */
  echoes?: boolean
  /** What becomes of an answer on its way out. */
  spoil?(answer: Buffer): Buffer
}

export interface IppFake {
  port: number
  /** The paths that were asked for. */
  asked: string[]
  /** Requests as they came. */
  requests: Buffer[]
  options: IppFakeOptions
  close(): Promise<void>
}

/** Fields of a printer that is well, or as they are given. */
export function ippFields(change: { state?: number; reasons?: string[]; accepting?: boolean } = {}): IppField[] {
  return [
    { name: 'printer-state', tag: 0x23, values: [change.state ?? 3] },
    { name: 'printer-state-reasons', tag: 0x44, values: change.reasons ?? ['none'] },
    { name: 'printer-is-accepting-jobs', tag: 0x22, values: [change.accepting ?? true] },
    { name: 'printer-name', tag: 0x42, values: ['kitchen'] },
    { name: 'printer-make-and-model', tag: 0x41, values: ['Acme Jet 9'] },
    { name: 'printer-device-id', tag: 0x41, values: ['MFG:Acme;MDL:Jet 9;SN:A1234;'] },
    { name: 'printer-uuid', tag: 0x45, values: ['urn:uuid:4509A320-00A0-008F-00B6-002507510ECA'] },
    { name: 'marker-names', tag: 0x42, values: ['Black', 'Waste'] },
    { name: 'marker-types', tag: 0x44, values: ['toner-cartridge', 'waste-toner'] },
    { name: 'marker-levels', tag: 0x21, values: [60, 20] },
  ]
}

/** A print service on loopback that answers Get-Printer-Attributes, rightly or wrongly. */
export async function ippPrinter(options: IppFakeOptions): Promise<IppFake> {
  const asked: string[] = []
  const requests: Buffer[] = []
  const hear = (isSecure: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('error', () => {})
    request.on('end', () => {
      asked.push(request.url ?? '')
      requests.push(Buffer.concat(parts))
      const wanting = options.wantsTls && !isSecure ? { ...options, httpStatus: 426 } : options
      answer(request, response, Buffer.concat(parts), wanting)
    })
  }
  const plain = createServer(hear(false))
  const secure = options.wantsTls ? createTlsServer(selfMadeCertificate(), hear(true)) : plain
  const open = new Set<Socket>()
  // Both on one port, told apart by the first byte: a TLS handshake is 0x16.
  const server = createTcpServer((socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    socket.once('data', (first) => {
      socket.pause()
      socket.unshift(first)
      const spoken = first[0] === 0x16 ? secure : plain
      spoken.emit('connection', socket)
      process.nextTick(() => socket.resume())
    })
  })
  server.listen(options.port ?? 0, options.address ?? '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    asked,
    requests,
    options,
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function answer(request: IncomingMessage, response: ServerResponse, asked: Buffer, options: IppFakeOptions): void {
  if (options.isMute) return
  const isHere = request.method === 'POST' && request.url === (options.path ?? '/ipp/print')
  const status = options.httpStatus ?? (isHere ? 200 : 404)
  response.writeHead(status, { 'content-type': status === 200 ? 'application/ipp' : 'text/html' })
  if (status !== 200) response.end('<h1>Sorry</h1>')
  else if (options.endless) flood(response, options.endless)
  else if (options.echoes) response.end(asked)
  else {
    const whole = answerTo(asked, options)
    response.end(options.spoil ? options.spoil(whole) : whole)
  }
}

function answerTo(asked: Buffer, { fields, isOld, status }: IppFakeOptions): Buffer {
  const isTooNew = isOld === true && asked[0] !== 1
  const operation = [
    { name: 'attributes-charset', tag: 0x47, values: ['utf-8'] },
    { name: 'attributes-natural-language', tag: 0x48, values: ['en'] },
  ]
  const groups = [{ tag: ippGroups.operation, fields: operation }]
  const isWell = !isTooNew && (status ?? 0) < 0x100
  return encodeIpp({
    version: isOld ? [1, 1] : [2, 0],
    code: isTooNew ? 0x0503 : (status ?? 0),
    requestId: asked.readInt32BE(4),
    groups: isWell ? [...groups, { tag: ippGroups.printer, fields }] : groups,
  })
}

function flood(response: ServerResponse, bytes: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(bytes));
  }
  response.on('drain', more)
  more()
}
