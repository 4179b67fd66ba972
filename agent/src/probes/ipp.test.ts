import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type IppFake, type IppFakeOptions, ippFields, ippPrinter } from '../../test/fakes/ipp-printer.ts'
import { ipp } from './ipp.ts'
import { decodeIpp } from './ipp-message.ts'
import type { Sighting } from './probe.ts'

let closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing) await close()
  closing = []
})

async function printer(options: Partial<IppFakeOptions> = {}): Promise<IppFake> {
  const fake = await ippPrinter({ fields: ippFields(), ...options })
  closing.push(() => fake.close())
  return fake
}

async function look({ port }: { port: number }, options: object = {}, timeoutMs = 1000): Promise<Sighting> {
  const target = { address: '127.0.0.1', timeoutMs, options: ipp.options.parse({ port, ...options }) }
  const [sighting] = await ipp.look([target], new AbortController().signal)
  return sighting ?? { contact: 'unable', latencyMs: null, code: 'none', facts: [] }
}

describe('a print service', () => {
  it('says how the printer is, and who', async () => {
    const fake = await printer({ fields: ippFields({ state: 5, reasons: ['media-empty-error', 'toner-low-warning'] }) })
    expect(await look(fake)).toMatchObject({
      contact: 'answered',
      code: null,
      facts: [
        {
          fact: 'ipp',
          state: 'stopped',
          accepting: true,
          reasons: [
            { keyword: 'media-empty', severity: 'error' },
            { keyword: 'toner-low', severity: 'warning' },
          ],
          supplies: [
            { description: 'Black', level: 60, max: 100, fills: false },
            { description: 'Waste', level: 80, max: 100, fills: true },
          ],
        },
        {
          fact: 'identity',
          name: 'kitchen',
          model: 'Acme Jet 9',
          vendor: 'Acme',
          serial: 'A1234',
          uuid: '4509a320-00a0-008f-00b6-002507510eca',
          isPrinter: true,
        },
      ],
    })
  })

  it('is asked for its attributes and for nothing else, in one request', async () => {
    const fake = await printer()
    await look(fake)
    expect(fake.asked).toEqual(['/ipp/print'])
    const [request] = fake.requests.map((bytes) => decodeIpp(bytes))
    expect(request).toMatchObject({ version: [2, 0], code: 0x000b })
    const operation = request?.groups[0]?.attributes
    expect(operation?.get('printer-uri')).toEqual([`ipp://127.0.0.1:${fake.port}/ipp/print`])
    expect(operation?.get('requested-attributes')).toContain('printer-state-reasons')
    expect(request?.groups.length).toBe(1)
  })

  it('is found behind another well-known path, or behind the one that a person set', async () => {
    const other = await printer({ path: '/ipp/printer' })
    expect(await look(other)).toMatchObject({ contact: 'answered', facts: [{ fact: 'ipp' }, { fact: 'identity' }] })
    expect(other.asked).toEqual(['/ipp/print', '/ipp/printer'])
    const queue = await printer({ path: '/printers/bar' })
    expect(await look(queue, { path: '/printers/bar' })).toMatchObject({ contact: 'answered' })
    expect(queue.asked).toEqual(['/printers/bar'])
  })

  it('is asked in IPP/1.1 where it knows no newer', async () => {
    const fake = await printer({ isOld: true })
    expect(await look(fake)).toMatchObject({ contact: 'answered', facts: [{ state: 'idle' }, { name: 'kitchen' }] })
    expect(fake.requests.map((bytes) => bytes[0])).toEqual([2, 1])
  })

  it('is asked with TLS where it wants that, whatever certificate it has', async () => {
    const fake = await printer({ wantsTls: true })
    expect(await look(fake)).toMatchObject({ contact: 'answered', facts: [{ state: 'idle' }, { name: 'kitchen' }] })
    expect(fake.asked).toEqual(['/ipp/print', '/ipp/print'])
    const uri = decodeIpp(fake.requests[1] ?? Buffer.alloc(0))?.groups[0]?.attributes.get('printer-uri')
    expect(uri).toEqual([`ipps://127.0.0.1:${fake.port}/ipp/print`])
  })

  it('has answered, and told nothing, when it refuses to tell', async () => {
    expect(await look(await printer({ status: 0x0402 }))).toMatchObject({
      contact: 'answered',
      code: 'IPP_0402',
      facts: [],
    })
    expect(await look(await printer({ fields: [] }))).toMatchObject({ code: 'NO_ATTRIBUTES', facts: [] })
  })

  it('is never asked on the port that prints', () => {
    expect(ipp.options.safeParse({ port: 9100 }).success).toBe(false)
    expect(ipp.options.parse({})).toEqual({ port: 631, path: '/ipp/print' })
    expect(ipp.options.safeParse({ path: '/x y\r\nHost: z' }).success).toBe(false)
  })
})

describe('what is no print service', () => {
  it.each<[how: string, options: Partial<IppFakeOptions>, code: string]>([
    ['wants TLS and has none', { httpStatus: 426 }, 'HTTP_426'],
    ['wants a password', { httpStatus: 401 }, 'HTTP_401'],
    ['sends elsewhere', { httpStatus: 302 }, 'HTTP_302'],
    ['knows none of the paths', { path: '/elsewhere' }, 'HTTP_404'],
    ['answers with a page', { spoil: () => Buffer.from('<html><body>Welcome</body></html>') }, 'NOT_IPP'],
    ['sends the question back', { echoes: true }, 'NOT_IPP'],
    ['ends too early', { spoil: (answer) => answer.subarray(0, answer.length - 5) }, 'NOT_IPP'],
    ['never stops', { endless: Buffer.alloc(65_536, 0x44) }, 'NOT_IPP'],
  ])('is garbled when it %s', async (_how, options, code) => {
    expect(await look(await printer(options))).toMatchObject({ contact: 'garbled', code, facts: [] })
  })

  it('is garbled when it speaks no HTTP, mute when it says nothing, and has refused when nothing listens', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.resume().end('220 welcome\r\n')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    expect(await look({ port })).toMatchObject({ contact: 'garbled', facts: [] })
    server.close()
    await once(server, 'close')
    expect(await look({ port })).toMatchObject({ contact: 'refused', code: 'ECONNREFUSED' })
    expect(await look(await printer({ isMute: true }), {}, 200)).toMatchObject({ contact: 'mute', code: 'ETIMEDOUT' })
  })
})
