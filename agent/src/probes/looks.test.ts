import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { tools } from '../net/tools.ts'
import { dns } from './dns.ts'
import { gateway } from './gateway.ts'
import { http } from './http.ts'
import { icmp } from './icmp.ts'
import { internet } from './internet.ts'
import { ios } from './ios.ts'
import type { Probe, Sighting } from './probe.ts'
import { tcp } from './tcp.ts'

let closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing) await close()
  closing = []
})

async function look<O extends object>(probe: Probe<O>, options: object, address: string | null = '127.0.0.1') {
  const target = { address, timeoutMs: 1000, options: probe.options.parse(options) }
  const [sighting] = await probe.look([target], new AbortController().signal)
  return sighting as Sighting
}

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
    return once(server, 'close')
  })
  return (server.address() as AddressInfo).port
}

const answering =
  (status: number, text: string): RequestListener =>
  (_, response) =>
    response.writeHead(status).end(text)

/** A label of more than 63 letters fails in our own resolver: no name server is asked. */
const unnameable = 'x'.repeat(70)

describe('icmp', () => {
  it('looks at many targets in one round, each in its own place', async () => {
    const target = (address: string, timeoutMs = 1000) => ({ address, timeoutMs, options: {} })
    const signal = new AbortController().signal
    const targets = [target('127.0.0.1'), target(unnameable, 300), target('127.0.0.2'), target('localhost')]
    const [one, lost, two, name] = await icmp.look(targets, signal)
    const { fpingMay, pingMay } = await tools()
    const expected = fpingMay || pingMay ? 'answered' : 'unable'
    if (expected === 'unable') process.stdout.write('no program here may ping: only that answer is tested\n')
    expect([one, two, name].map((seen) => seen?.contact)).toEqual([expected, expected, expected])
    expect(lost?.contact).toBe('silent')
  })
})

describe('tcp and ios', () => {
  it('tell an open port from a closed one', async () => {
    const port = await serve(answering(200, ''))
    expect(await look(tcp, { port })).toMatchObject({ contact: 'answered', facts: [] })
    expect(await look(ios, { port })).toMatchObject({ contact: 'answered' })
    expect(await look(ios, { port: 1 })).toMatchObject({ contact: 'refused', code: 'ECONNREFUSED' })
  })
})

describe('http', () => {
  it.each([
    [200, 'all well', {}, { statusExpected: true, textFound: null }],
    [503, 'sorry', {}, { statusExpected: false }],
    [503, 'sorry', { expectStatus: 503, expectText: 'sorry' }, { statusExpected: true, textFound: true }],
    [200, 'sign in', { expectText: 'all well' }, { statusExpected: true, textFound: false }],
  ])('%i %j, expecting %j', async (status, text, expected, fact) => {
    const url = `http://127.0.0.1:${await serve(answering(status, text))}/`
    expect(await look(http, { url, ...expected })).toMatchObject({ contact: 'answered', facts: [{ status, ...fact }] })
  })

  it('follows no redirect', async () => {
    const elsewhere = await serve(answering(200, ''))
    const port = await serve((_, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${elsewhere}/` }).end(),
    )
    expect(await look(http, { url: `http://127.0.0.1:${port}/` })).toMatchObject({ facts: [{ status: 302 }] })
  })

  it('reads no more than it has to of a page without end', async () => {
    const port = await serve((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      }
      response.on('drain', more)
      more()
    })
    expect(await look(http, { url: `http://127.0.0.1:${port}/`, expectText: 'y' })).toMatchObject({
      facts: [{ status: 200, textFound: false }],
    })
  })

  it('is silent, refused or garbled as the server is', async () => {
    expect(await look(http, { url: `http://127.0.0.1:${await serve(() => {})}/` })).toMatchObject({ contact: 'silent' })
    expect(await look(http, { url: 'http://127.0.0.1:1/' })).toMatchObject({ contact: 'refused' })
    const plain = await serve(answering(200, ''))
    expect(await look(http, { url: `https://127.0.0.1:${plain}/` })).toMatchObject({ contact: 'garbled' })
  })
})

describe('dns', () => {
  /** A name server that answers each question with this code, and one address where it is 0 (RFC 1035, section 4.1). */
  async function nameServer(code: number): Promise<number> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1')
    await once(socket, 'listening')
    closing.push(() => socket.close())
    socket.on('message', (question, from) => {
      const end = question.indexOf(0, 12) + 5
      const answer = Buffer.concat([question.subarray(0, end), code === 0 ? record : Buffer.alloc(0)])
      answer.writeUInt16BE(0x8180 | code, 2)
      answer.writeUInt16BE(code === 0 ? 1 : 0, 6)
      answer.writeUInt32BE(0, 8)
      socket.send(answer, from.port, from.address)
    })
    return socket.address().port
  }
  const record = Buffer.from('c00c00010001000000050004c0000207', 'hex')

  it.each<[code: number, fact: object]>([
    [0, { addresses: ['192.0.2.7'], failed: null }],
    [2, { addresses: [], failed: 'SERVFAIL' }],
    [3, { addresses: [], failed: 'NXDOMAIN' }],
    [5, { addresses: [], failed: 'REFUSED' }],
  ])('the answer code %i', async (code, fact) => {
    const seen = await look(dns, { server: '127.0.0.1', port: await nameServer(code), name: 'example.test' })
    expect(seen).toMatchObject({ contact: 'answered', facts: [{ fact: 'dns', ...fact }] })
  })

  it('asks the device itself unless told otherwise, and is refused where no server is', async () => {
    expect(await look(dns, { port: 1 }, '127.0.0.1')).toMatchObject({ contact: 'refused', facts: [] })
  })
})

describe('gateway', () => {
  it('answers for the address it is given', async () => {
    const { fpingMay, pingMay } = await tools()
    if (!fpingMay && !pingMay) process.stdout.write('no program here may ping: only that answer is tested\n')
    expect((await look(gateway, {})).contact).toBe(fpingMay || pingMay ? 'answered' : 'unable')
  })
})

describe('internet', () => {
  const anchor = (port: number) => ({ address: '127.0.0.1', port })
  const page = async (status: number, text: string) => ({
    url: `http://127.0.0.1:${await serve(answering(status, text))}/`,
    expectText: 'Success',
  })

  it('answers when one anchor does', async () => {
    const port = await serve(answering(200, ''))
    const seen = await look(internet, { anchors: [anchor(1), anchor(port)], page: null }, null)
    expect(seen).toMatchObject({ contact: 'answered', code: null, facts: [{ fact: 'anchors', asked: 2, answered: 1 }] })
  })

  it('does not when none does', async () => {
    const seen = await look(internet, { anchors: [anchor(1), anchor(2)], page: null }, null)
    expect(seen).toMatchObject({ contact: 'refused', facts: [{ asked: 2, answered: 0 }] })
  })

  it.each([
    [200, 'Success', 'as_known'],
    [200, 'Welcome to our hotel', 'altered'],
    [302, '', 'altered'],
    [511, 'sign in', 'altered'],
    [500, 'Success', 'silent'],
  ])('a page with %i %j is %s', async (status, text, found) => {
    const seen = await look(internet, { anchors: [anchor(1)], page: await page(status, text) }, null)
    expect(seen.facts[1]).toEqual({ fact: 'page', found })
  })
})
