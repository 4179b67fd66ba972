import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { askForDhcp } from './dhcp.ts'
import { decodeOffer, encodeDiscover } from './dhcp-message.ts'

const mac = 'dc:a6:32:00:00:10'
const bytes = (address: string) => address.split('.').map(Number)

interface Reply {
  server?: string | null
  type?: number
  offered?: string
  router?: string
  dns?: string[]
  xid?: number
  tail?: number[]
}

/** What a server would say to a DISCOVER, as RFC 2131 lays it out. */
function offerTo(discover: Buffer, reply: Reply): Buffer {
  const message = Buffer.alloc(240)
  message[0] = 2
  message.writeUInt32BE(reply.xid ?? discover.readUInt32BE(4), 4)
  Buffer.from(bytes(reply.offered ?? '10.0.0.99')).copy(message, 16)
  message.writeUInt32BE(0x63825363, 236)
  const option = (code: number, ...values: number[]) => [code, values.length, ...values]
  return Buffer.concat([
    message,
    Buffer.from([
      ...option(53, reply.type ?? 2),
      ...(reply.server === null ? [] : option(54, ...bytes(reply.server ?? '10.0.0.1'))),
      ...(reply.router ? option(3, ...bytes(reply.router)) : []),
      ...(reply.dns ? option(6, ...reply.dns.flatMap(bytes)) : []),
      ...(reply.tail ?? [255]),
    ]),
  ])
}

/** A server on loopback that answers each DISCOVER with these. */
async function serve(...replies: (Reply | Buffer)[]): Promise<{ port: number; heard: Buffer[] }> {
  const socket = createSocket('udp4')
  const heard: Buffer[] = []
  socket.on('message', (message, { port, address }) => {
    heard.push(message)
    for (const reply of replies) socket.send(Buffer.isBuffer(reply) ? reply : offerTo(message, reply), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  onTestFinished(() => void socket.close())
  return { port: socket.address().port, heard }
}

const ask = (serverPort: number) =>
  askForDhcp({ clientPort: 0, serverPort, to: '127.0.0.1', mac, patienceMs: 300, signal: AbortSignal.timeout(10_000) })

describe('asking for DHCP servers', () => {
  test('names each server that offers an address, with the router and DNS that it would have us use', async () => {
    const { port } = await serve(
      { server: '10.0.0.1', router: '10.0.0.1', dns: ['10.0.0.1', '9.9.9.9'] },
      { server: '10.0.0.200', router: '10.0.0.200' },
    )
    expect(await ask(port)).toEqual({
      asked: true,
      offers: [
        { server: '10.0.0.1', router: '10.0.0.1', dns: ['10.0.0.1', '9.9.9.9'] },
        { server: '10.0.0.200', router: '10.0.0.200', dns: [] },
      ],
    })
  })

  test('finds nobody where nobody answers', async () => {
    const { port } = await serve()
    expect(await ask(port)).toEqual({ asked: true, offers: [] })
  })

  test('asks twice, by broadcast, always as the same client, and takes no address', async () => {
    const { port, heard } = await serve({})
    await ask(port)
    await ask(port)
    const clients = heard.map((message) => message.subarray(240).toString('latin1').includes('sereno-'))
    expect(clients).toEqual([true, true, true, true])
    for (const message of heard) {
      expect(message.length).toBeGreaterThanOrEqual(300)
      expect([message[0], message.readUInt16BE(10), message.readUInt32BE(12)]).toEqual([1, 0x8000, 0])
      expect([...message.subarray(240, 243)]).toEqual([53, 1, 1])
    }
    expect(new Set(heard.map((message) => message.subarray(240).toString('hex'))).size).toBe(1)
  })

  test('is not drowned by a server that answers with a thousand names', async () => {
    const many = Array.from({ length: 200 }, (_, n) => ({ server: `10.0.${n}.1` }))
    const { port } = await serve(...many)
    const answer = await ask(port)
    expect(answer.asked && answer.offers.length).toBe(16)
  })
})

describe('an answer', () => {
  const xid = 0xfedcba98
  const discover = encodeDiscover(xid, mac)
  const read = (reply: Reply) => decodeOffer(offerTo(discover, reply), xid, '10.0.0.7')

  test('without a server identifier is its sender’s', () => {
    expect(read({ server: null })?.server).toBe('10.0.0.7')
  })

  const table: [what: string, reply: Reply][] = [
    ['to somebody else', { xid: 1 }],
    ['that is an acknowledgement', { type: 5 }],
    ['of a boot server without addresses', { offered: '0.0.0.0' }],
  ]
  test.for(table)('%s is none', ([, reply]) => {
    expect(read(reply)).toBeNull()
  })

  test('with addresses that no host has leaves them out', () => {
    const dns = ['0.0.0.0', '127.0.0.1', '224.0.0.1', '255.255.255.255', '10.0.0.53']
    expect(read({ dns, router: '0.0.0.0' })).toMatchObject({ router: null, dns: ['10.0.0.53'] })
  })

  test('whose options run over its end, repeat or never end is read as far as it goes', () => {
    expect(read({ tail: [3, 200, 1] })?.server).toBe('10.0.0.1')
    expect(read({ tail: [54, 4, 9, 9, 9, 9] })?.server).toBe('10.0.0.1')
    expect(read({ tail: Array(1000).fill(0) })?.server).toBe('10.0.0.1')
    expect(read({ tail: [54] })?.server).toBe('10.0.0.1')
  })

  test('cut anywhere, or with any byte changed, is an offer or none, and no fault', () => {
    const whole = offerTo(discover, { router: '10.0.0.1', dns: ['10.0.0.1'] })
    for (let index = 0; index < whole.length; index++) {
      decodeOffer(whole.subarray(0, index), xid, '10.0.0.7')
      for (const value of [0, 0xff, 0x7f]) {
        const changed = Buffer.from(whole)
        changed[index] = value
        const offer = decodeOffer(changed, xid, '10.0.0.7')
        expect(offer === null || offer.dns.length <= 4).toBe(true)
      }
    }
  })
})
