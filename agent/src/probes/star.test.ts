import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { type StarFake, type StarFakeOptions, starBlock, starPrinter } from '../../test/fakes/star-printer.ts'
import type { Sighting } from './probe.ts'
import { star } from './star.ts'
import { starFact, takeBlock } from './star-status.ts'

let printers: StarFake[] = []
afterEach(async () => {
  await Promise.all(printers.map((printer) => printer.close()))
  printers = []
})

async function printer(options: StarFakeOptions): Promise<StarFake> {
  const fake = await starPrinter(options)
  printers.push(fake)
  return fake
}

async function look({ port }: { port: number }, timeoutMs = 1000): Promise<Sighting> {
  const target = { address: '127.0.0.1', timeoutMs, options: { port } }
  const [sighting] = await star.look([target], new AbortController().signal)
  return sighting ?? { contact: 'unable', latencyMs: null, code: 'none', facts: [] }
}

describe('a Star printer', () => {
  it('is asked with 0x32 and fifty zeros, and answers with one block', async () => {
    const fake = await printer({ block: starBlock() })
    expect(await look(fake)).toMatchObject({
      contact: 'answered',
      code: null,
      facts: [{ fact: 'star', offline: false, coverOpen: false, paperEnd: false, raw: '2386000000000000000000' }],
    })
    expect(fake.received().toString('hex')).toBe(`32${'00'.repeat(50)}`)
  })

  it.each<[how: string, options: StarFakeOptions]>([
    ['in single bytes', { dribbles: true }],
    ['and holds the session', { holds: true }],
    ['with more behind its block', { spoil: (block) => Buffer.concat([block, Buffer.from('!')]) }],
  ])('is understood when it answers %s', async (_how, options) => {
    const fake = await printer({ block: starBlock({ 2: 0x28 }), ...options })
    expect(await look(fake)).toMatchObject({ contact: 'answered', facts: [{ offline: true, coverOpen: true }] })
  })

  it('is mute when it takes the connection and says nothing', async () => {
    expect(await look(await printer({}), 300)).toMatchObject({ contact: 'mute', code: 'ETIMEDOUT', facts: [] })
  })

  it('has refused when others hold all its sessions, or nothing listens', async () => {
    const full = await printer({ block: starBlock(), mostAtOnce: 0 })
    expect(await look(full)).toMatchObject({ contact: 'refused', code: 'ECONNRESET' })
    await full.close()
    printers = []
    expect(await look(full)).toMatchObject({ contact: 'refused', code: 'ECONNREFUSED' })
  })

  it.each<[how: string, options: StarFakeOptions]>([
    ['echoes what it gets', { echoes: true }],
    ['speaks HTTP', { block: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n') }],
    ['answers half a block', { block: starBlock().subarray(0, 6) }],
    ['never stops talking', { endless: Buffer.alloc(64, 0x21) }],
  ])('is garbled when it %s', async (_how, options) => {
    expect(await look(await printer(options), 300)).toMatchObject({ contact: 'garbled', facts: [] })
  })

  it('is never asked on the port that prints', () => {
    expect(star.options.safeParse({ port: 9100 }).success).toBe(false)
    expect(star.options.parse({})).toEqual({ port: 9101 })
  })
})

describe('a status block', () => {
  it.each<[name: keyof ReturnType<typeof starFact>, bytes: Record<number, number>]>([
    ['drawerHigh', { 2: 0x04 }],
    ['offline', { 2: 0x08 }],
    ['coverOpen', { 2: 0x20 }],
    ['offlineBySwitch', { 2: 0x40 }],
    ['mechanicalError', { 3: 0x04 }],
    ['cutterError', { 3: 0x08 }],
    ['unrecoverableError', { 3: 0x20 }],
    ['overheated', { 3: 0x40 }],
    ['mechanicalError', { 4: 0x02 }],
    ['mechanicalError', { 4: 0x04 }],
    ['mechanicalError', { 4: 0x08 }],
    ['receiveOverflow', { 4: 0x40 }],
    ['paperNearEnd', { 5: 0x04 }],
    ['paperEnd', { 5: 0x08 }],
  ])('says %s alone by %o', (name, bytes) => {
    const { raw: _raw, fact: _fact, ...flags } = starFact(starBlock(bytes))
    const set = Object.entries(flags).flatMap(([flag, isSet]) => (isSet ? [flag] : []))
    expect(set).toEqual([name])
  })

  it('has the length that its headers say', () => {
    expect(takeBlock(starBlock())).toEqual({ block: starBlock() })
    expect(takeBlock(Buffer.from('0f000000000000', 'hex'))).toEqual({ block: Buffer.from('0f000000000000', 'hex') })
    expect(takeBlock(starBlock().subarray(0, 10))).toBe('incomplete')
    // Too short to tell of the paper.
    expect(takeBlock(Buffer.from('0b0000000000', 'hex'))).toBe('foreign')
  })

  it('is taken or refused whatever bytes come, and never longer than it may be', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const found = takeBlock(Buffer.from(bytes))
        if (typeof found === 'string') return
        expect(found.block.length).toBeLessThanOrEqual(33)
        expect(starFact(found.block).raw).toBe(found.block.toString('hex'))
      }),
      { numRuns: 500 },
    )
  })
})
