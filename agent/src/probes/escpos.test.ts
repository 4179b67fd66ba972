import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type EscposFake, type EscposFakeOptions, escposPrinter } from '../../test/fakes/escpos-printer.ts'
import { escpos } from './escpos.ts'
import type { Sighting } from './probe.ts'

let printers: EscposFake[] = []
afterEach(async () => {
  await Promise.all(printers.map((printer) => printer.close()))
  printers = []
})

async function printer(options: EscposFakeOptions): Promise<EscposFake> {
  const fake = await escposPrinter(options)
  printers.push(fake)
  return fake
}

async function look({ port }: { port: number }, timeoutMs = 1000): Promise<Sighting> {
  const target = { address: '127.0.0.1', timeoutMs, options: { port } }
  const [sighting] = await escpos.look([target], new AbortController().signal)
  return sighting ?? { contact: 'unable', latencyMs: null, code: 'none', facts: [] }
}

const well = { 1: 0x16, 2: 0x12, 3: 0x12, 4: 0x12 }

describe('a printer that answers', () => {
  it('is well, and got DLE EOT 1 and 4 only', async () => {
    const fake = await printer({ status: well })
    expect(await look(fake)).toMatchObject({ contact: 'answered', facts: [{ offline: false, paperEnd: false }] })
    expect(fake.received().toString('hex')).toBe('100401100404')
  })

  it('says why it is offline', async () => {
    const fake = await printer({ status: { 1: 0x1a, 2: 0x52, 3: 0x1a } })
    expect(await look(fake)).toMatchObject({ facts: [{ offline: true, cutterError: true, raw: { 3: 0x1a } }] })
    expect(fake.received().toString('hex')).toBe('100401100402100403')
  })

  it.each<[how: string, options: EscposFakeOptions]>([
    ['with ASB before its first reply', { greeting: Buffer.from([0x14, 0x00, 0x00, 0x0f]) }],
    [
      'with half an ASB block before its first reply',
      { greeting: Buffer.from([0x14, 0x00]), before: Buffer.from([0, 0]) },
    ],
    ['with XON and XOFF mixed in', { before: Buffer.from([0x11, 0x13]) }],
  ])('is understood %s', async (_how, options) => {
    const fake = await printer({ status: { 1: 0x16, 4: 0x1e }, ...options })
    const seen = await look(fake)
    expect(seen.contact).toBe('answered')
    if (options.before?.[0] !== 0) expect(seen.facts).toMatchObject([{ offline: false, paperNearEnd: true }])
  })

  it('leaves unknown what it does not answer', async () => {
    const fake = await printer({ status: { 1: 0x12 } })
    expect(await look(fake, 300)).toMatchObject({
      contact: 'answered',
      facts: [{ offline: false, paperNearEnd: null }],
    })
  })
})

describe('a printer that gives no status', () => {
  it('is mute when it takes the connection and says nothing', async () => {
    expect(await look(await printer({ isMute: true }), 300)).toMatchObject({ contact: 'mute', facts: [] })
  })

  it('has refused when it resets before the first byte', async () => {
    expect(await look(await printer({ resets: true }))).toMatchObject({ contact: 'refused', code: 'ECONNRESET' })
  })

  it.each<[how: string, options: EscposFakeOptions]>([
    ['echoes what it gets', { echoes: true }],
    ['greets with text', { greeting: Buffer.from('HTTP/1.1 400') }],
    ['greets with Star ASB', { greeting: Buffer.from('2386000000000000000000', 'hex') }],
    ['never stops talking', { isMute: true, endless: Buffer.from([0x11]) }],
  ])('is garbled when it %s', async (_how, options) => {
    expect(await look(await printer(options), 2000)).toMatchObject({ contact: 'garbled', facts: [] })
  })
})

describe('manners', () => {
  it('never opens two sessions at once to one printer', async () => {
    const fake = await printer({ status: well, others: 'reset' })
    const target = { address: '127.0.0.1', timeoutMs: 2000, options: { port: fake.port } }
    const seen = await escpos.look([target, target, target], new AbortController().signal)
    expect(seen.map(({ contact }) => contact)).toEqual(['answered', 'answered', 'answered'])
    expect(fake.mostAtOnce()).toBe(1)
    expect(fake.sessions()).toBe(3)
  })

  it('leaves a printer alone for a while after a refusal', async () => {
    const fake = await printer({ resets: true })
    await look(fake)
    expect(await look(fake)).toMatchObject({ contact: 'unable', code: 'BACKING_OFF' })
    expect(fake.sessions()).toBe(1)
  })

  it('ends its session although the printer holds it open', async () => {
    const fake = await printer({ status: well, holds: true })
    expect(await look(fake)).toMatchObject({ contact: 'answered' })
    expect(await look(fake)).toMatchObject({ contact: 'answered' })
    expect(fake.sessions()).toBe(2)
  })

  it('finds a printer busy that serves the POS', async () => {
    const fake = await printer({ status: well, others: 'reset' })
    const pos = connect(fake.port, '127.0.0.1')
    await new Promise<void>((resolve) => pos.once('connect', () => resolve()))
    await expect.poll(() => fake.sessions()).toBe(1)
    expect(await look(fake)).toMatchObject({ contact: 'refused' })
    pos.destroy()
  })

  it('stops when it is called off', async () => {
    const fake = await printer({ isMute: true })
    const stop = new AbortController()
    const seeing = escpos.look([{ address: '127.0.0.1', timeoutMs: 5000, options: { port: fake.port } }], stop.signal)
    await expect.poll(() => fake.received().length).toBe(3)
    stop.abort()
    expect(await seeing).toMatchObject([{ contact: 'unable', code: 'ABORT_ERR' }])
  })
})

describe('bytes at random', () => {
  it('never crash it and never make it send anything but DLE EOT', async () => {
    let seed = 20_261_122
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed / 2_147_483_648
    }
    const noise = () => Buffer.from(Array.from({ length: Math.floor(random() * 12) }, () => Math.floor(random() * 256)))
    const fakes = await Promise.all(
      Array.from({ length: 100 }, () => printer({ status: well, greeting: noise(), spoil: () => noise() })),
    )
    const seen = await Promise.all(fakes.map((fake) => look(fake, 3000)))
    expect(seen.every(({ contact }) => ['answered', 'mute', 'garbled'].includes(contact))).toBe(true)
    const sent = Buffer.concat(fakes.map((fake) => fake.received())).toString('hex')
    expect(sent).toMatch(/^(10040[1-4])+$/u)
  })
})
