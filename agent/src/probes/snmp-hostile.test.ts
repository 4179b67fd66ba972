import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { type SnmpFake, type SnmpFakeOptions, snmpAgent } from '../../test/fakes/snmp-agent.ts'
import type { Sighting } from './probe.ts'
import { snmp } from './snmp.ts'

let closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing) await close()
  closing = []
})

async function agent(options: SnmpFakeOptions): Promise<SnmpFake> {
  const fake = await snmpAgent(options)
  closing.push(() => fake.close())
  return fake
}

async function look({ port }: { port: number }, options: object = {}, timeoutMs = 500): Promise<Sighting> {
  const target = { address: '127.0.0.1', timeoutMs, options: snmp.options.parse({ port, ...options }) }
  const [sighting] = await snmp.look([target], new AbortController().signal)
  return sighting ?? { contact: 'unable', latencyMs: null, code: 'none', facts: [] }
}

const supply = '1.3.6.1.2.1.43.11.1.1'
const objects = {
  '1.3.6.1.2.1.1.1.0': 'Printer',
  '1.3.6.1.2.1.1.5.0': 'Bar',
  '1.3.6.1.2.1.25.3.5.1.1.1': 3,
  '1.3.6.1.2.1.25.3.5.1.2.1': Buffer.from([0x40]),
  [`${supply}.6.1.1`]: 'Ink',
  [`${supply}.9.1.1`]: 50,
}

describe('an agent that does not answer', () => {
  it('is silent with another community', async () => {
    const seen = await look(await agent({ objects, community: 'other' }), {}, 200)
    expect(seen).toMatchObject({ contact: 'silent', code: 'ETIMEDOUT', facts: [] })
  })

  it('has refused where its port is closed', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1')
    await once(socket, 'listening')
    const { port } = socket.address()
    socket.close()
    await once(socket, 'close')
    expect(await look({ port })).toMatchObject({ contact: 'refused', code: 'ECONNREFUSED' })
  })

  it('P27 is silent when the answer comes from another port', async () => {
    const fake = await agent({ objects, fromOtherPort: true })
    expect(await look(fake, {}, 200)).toMatchObject({ contact: 'silent', facts: [] })
    expect(fake.requests.length).toBe(1)
  })

  it('is garbled when it speaks no SNMP', async () => {
    const fake = await agent({ objects, spoil: () => Buffer.from('hello') })
    expect(await look(fake, {}, 200)).toMatchObject({ contact: 'garbled' })
  })

  it('is asked no more once the look is called off', async () => {
    const fake = await agent({ objects, spoil: () => null })
    const stop = new AbortController()
    const target = { address: '127.0.0.1', timeoutMs: 5000, options: snmp.options.parse({ port: fake.port }) }
    const seeing = snmp.look([target], stop.signal)
    await expect.poll(() => fake.requests.length).toBe(1)
    stop.abort()
    expect(await seeing).toMatchObject([{ contact: 'unable', code: 'ABORT_ERR' }])
  })
})

describe('P26 an agent that answers badly', () => {
  it('is left after an OID that does not increase', async () => {
    const fake = await agent({ objects, repeats: `${supply}.9.1.1` })
    const seen = await look(fake)
    expect(seen).toMatchObject({ contact: 'answered', code: 'INCOMPLETE' })
    expect(fake.requests.length).toBeLessThan(10)
  })

  it('has no printer facts when it falls silent in the middle', async () => {
    const fake = await agent({ objects, spoil: (answer, requests) => (requests > 3 ? null : answer) })
    const seen = await look(fake)
    expect(seen).toMatchObject({ contact: 'answered', code: 'INCOMPLETE', facts: [{ fact: 'identity', name: 'Bar' }] })
  })

  it('gets a lost datagram again once it is known to be there', async () => {
    const fake = await agent({ objects, spoil: (answer, requests) => (requests === 3 ? null : answer) })
    expect(await look(fake, {}, 2000)).toMatchObject({ code: null, facts: [{}, { errorBits: ['noPaper'] }] })
  })

  it('is read up to a bound when its table never ends', async () => {
    const endless = Object.fromEntries(Array.from({ length: 500 }, (_, row) => [`${supply}.9.1.${row + 1}`, row]))
    const fake = await agent({ objects: { ...objects, ...endless } })
    const [, printer] = (await look(fake, {}, 2000)).facts
    expect(printer).toMatchObject({ supplies: expect.objectContaining({ length: 24 }) })
    expect(fake.requests.length).toBeLessThan(60)
  })
})

describe('mutated answers', () => {
  it.each([1, 2, 3, 4])('never crash it, seed %i', async (start) => {
    let seed = start * 7919
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((seed / 2_147_483_648) * below)
    }
    let mutated = 0
    function spoil(answer: Buffer): Buffer {
      if (random(4) === 0) return answer
      mutated += 1
      const bytes = Buffer.from(answer)
      for (let times = random(4); times >= 0; times -= 1) bytes[random(bytes.length)] = random(256)
      return random(5) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes
    }
    const fake = await agent({ objects, spoil })
    for (let round = 0; round < 10; round += 1) {
      const seen = await Promise.all(Array.from({ length: 12 }, () => look(fake, {}, 60)))
      expect(seen.every(({ contact }) => ['answered', 'silent', 'garbled'].includes(contact))).toBe(true)
    }
    expect(mutated).toBeGreaterThan(100)
  })
})
