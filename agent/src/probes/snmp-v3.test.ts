import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import snmpLibrary from 'net-snmp'
import { afterEach, describe, expect, it } from 'vitest'
import { integer, objectId, octets, readAll, tlv } from '../../test/fakes/ber.ts'
import type { Sighting } from './probe.ts'
import { snmp } from './snmp.ts'

let closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing) close()
  closing = []
})

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket
}

/** An agent with one user, made of net-snmp's own. */
async function secured(): Promise<number> {
  const socket = await bound()
  const already = Object.assign(socket, { bind: () => socket })
  const agent = snmpLibrary.createAgent(
    { port: 1, address: '127.0.0.1', dgramModule: { createSocket: () => already } },
    () => {},
  )
  agent.getAuthorizer().addUser({
    ...{ name: 'sereno', level: snmpLibrary.SecurityLevel.authPriv },
    ...{ authProtocol: snmpLibrary.AuthProtocols.sha, authKey: 'correct horse' },
    ...{ privProtocol: snmpLibrary.PrivProtocols.aes, privKey: 'battery staple' },
  })
  closing.push(() => agent.close())
  return socket.address().port
}

const usmStats = '1.3.6.1.6.3.15.1.1'

/** An agent that tells who it is, and then answers each request with this report (RFC 3414, section 3.2). */
async function reporting(counter: number): Promise<number> {
  const socket = await bound()
  let asked = 0
  socket.on('message', (bytes, from) => {
    const [, header] = readAll(readAll(bytes)[0]?.content ?? Buffer.alloc(0))
    const [messageId] = readAll(header?.content ?? Buffer.alloc(0))
    socket.send(report(messageId?.content ?? Buffer.alloc(1), asked === 0 ? 4 : counter), from.port, from.address)
    asked += 1
  })
  closing.push(() => socket.close())
  return socket.address().port
}

function report(messageId: Buffer, counter: number): Buffer {
  const engine = octets(Buffer.from('80001f8804746573', 'hex'))
  const none = octets('')
  const header = tlv(0x30, Buffer.concat([tlv(2, messageId), integer(65_507), octets(Buffer.from([0])), integer(3)]))
  const security = octets(tlv(0x30, Buffer.concat([engine, integer(3), integer(900), none, none, none])))
  const varbind = tlv(0x30, Buffer.concat([objectId(`${usmStats}.${counter}.0`), integer(1, 0x41)]))
  const pdu = tlv(0xa8, Buffer.concat([integer(0), integer(0), integer(0), tlv(0x30, varbind)]))
  return tlv(0x30, Buffer.concat([integer(3), header, security, tlv(0x30, Buffer.concat([engine, none, pdu]))]))
}

const right = { version: '3', user: 'sereno', authKey: 'correct horse', privKey: 'battery staple' }

async function look(port: number, options: object): Promise<Sighting | undefined> {
  const target = { address: '127.0.0.1', timeoutMs: 2000, options: snmp.options.parse({ port, ...options }) }
  return (await snmp.look([target], new AbortController().signal))[0]
}

describe('SNMPv3', () => {
  it('lets us in with the right keys', async () => {
    expect(await look(await secured(), right)).toMatchObject({ contact: 'answered', code: null })
  })

  it('answers, but not to an unknown user', async () => {
    const seen = await look(await secured(), { ...right, user: 'nobody' })
    expect(seen).toMatchObject({ contact: 'answered', code: 'SNMP_AUTH' })
    expect(seen?.facts).toEqual([{ fact: 'snmp_auth', reason: 'Unknown User Name' }])
  })

  it.each([
    [1, 'Unsupported Security Level'],
    [3, 'Unknown User Name'],
    [5, 'Wrong Digest (incorrect password, community or key)'],
    [6, 'Decryption Error'],
  ])('passes on what the report %i says', async (counter, reason) => {
    const seen = await look(await reporting(counter), right)
    expect(seen).toMatchObject({ contact: 'answered', facts: [{ fact: 'snmp_auth', reason }] })
  })

  it.each([
    [{}, ['user']],
    [{ user: 'sereno', level: 'authPriv', authKey: 'correct horse' }, ['privKey']],
    [{ level: 'authNoPriv' }, ['user', 'authKey']],
    [{ user: 'sereno', privKey: 'battery staple' }, ['authKey']],
    [{ user: 'sereno' }, []],
  ])('is not set up without a user or without the keys that its level needs: %j', (options, missing) => {
    const { error } = snmp.options.safeParse({ version: '3', ...options })
    expect((error?.issues ?? []).map(({ path }) => path[0])).toEqual(missing)
  })
})
