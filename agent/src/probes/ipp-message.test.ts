import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ippFields } from '../../test/fakes/ipp-printer.ts'
import { ippFact, ippIdentity } from './ipp-attributes.ts'
import { encodeIpp, type IppField } from './ipp-encode.ts'
import { decodeIpp, type IppAttributes } from './ipp-message.ts'

const message = (fields: IppField[]): Buffer =>
  encodeIpp({ version: [2, 0], code: 0, requestId: 7, groups: [{ tag: 0x04, fields }] })

const printerOf = (bytes: Buffer): IppAttributes | undefined =>
  decodeIpp(bytes)?.groups.find(({ tag }) => tag === 0x04)?.attributes

const value = (tag: number, bytes: Buffer | string) =>
  printerOf(
    message([{ name: 'x', tag, values: [typeof bytes === 'string' ? Buffer.from(bytes, 'hex') : bytes] }]),
  )?.get('x')

/** A tag, a name and a value, as they stand in a message. */
function token(tag: number, name: string, content = Buffer.alloc(0)): Buffer {
  const lengths = Buffer.alloc(4)
  lengths.writeUInt16BE(name.length, 0)
  lengths.writeUInt16BE(content.length, 2)
  return Buffer.concat([Buffer.of(tag), lengths.subarray(0, 2), Buffer.from(name), lengths.subarray(2), content])
}

const head = Buffer.from('0200000000000007', 'hex')
const end = Buffer.of(0x03)
const bare = (...parts: Buffer[]): Buffer => Buffer.concat([head, Buffer.of(0x04), ...parts, end])

describe('an IPP message', () => {
  it('holds its values by their tags', () => {
    expect(value(0x21, 'fffffffd')).toEqual([-3])
    expect(value(0x23, '00000005')).toEqual([5])
    expect(value(0x22, '01')).toEqual([true])
    expect(value(0x44, Buffer.from('media-empty'))).toEqual(['media-empty'])
    expect(value(0x13, '')).toEqual([null])
    expect(
      value(0x35, Buffer.concat([Buffer.from('00026465', 'hex'), Buffer.from('0004', 'hex'), Buffer.from('Leer')])),
    ).toEqual(['Leer'])
    expect(value(0x41, 'e9')).toEqual(['é'])
  })

  it('keeps the bytes of what has another shape, or a length that its tag does not allow', () => {
    for (const [tag, hex] of [
      [0x33, '0000000100000063'],
      [0x30, 'ff'],
      [0x7f, '4000000101'],
      [0x21, '0001'],
      [0x22, ''],
      [0x35, '0009'],
    ] as const)
      expect(value(tag, hex)).toEqual([Buffer.from(hex, 'hex')])
  })

  it('has many values under one name, and the first where a name comes twice', () => {
    const bytes = message([
      { name: 'reasons', tag: 0x44, values: ['a', 'b'] },
      { name: 'reasons', tag: 0x44, values: ['c'] },
      { name: 'other', tag: 0x21, values: [1] },
    ])
    expect(printerOf(bytes)).toEqual(
      new Map([
        ['reasons', ['a', 'b']],
        ['other', [1]],
      ] as [string, unknown[]][]),
    )
  })

  it('has collections in collections', () => {
    const member = (name: string) => token(0x4a, '', Buffer.from(name))
    const size = [token(0x34, ''), member('x'), token(0x21, '', Buffer.from('00000001', 'hex')), token(0x37, '')]
    const bytes = bare(
      token(0x34, 'media-col'),
      member('size'),
      ...size,
      member('kind'),
      token(0x44, '', Buffer.from('roll')),
      token(0x37, ''),
      token(0x44, 'after', Buffer.from('yes')),
    )
    const printer = printerOf(bytes)
    expect(printer?.get('media-col')).toEqual([
      new Map<string, unknown>([
        ['size', [new Map([['x', [1]]])]],
        ['kind', ['roll']],
      ]),
    ])
    expect(printer?.get('after')).toEqual(['yes'])
  })

  it.each<[what: string, bytes: Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<html><body>Hello</body></html>')],
    ['another version', Buffer.from('0900000000000001040300', 'hex')],
    ['no end', bare(token(0x44, 'x', Buffer.from('y'))).subarray(0, -1)],
    ['a value outside of every group', Buffer.concat([head, token(0x44, 'x'), end])],
    ['a further value of no attribute', bare(token(0x44, ''))],
    ['a length beyond its end', Buffer.concat([head, Buffer.from('044400017800ff61', 'hex'), end])],
    ['a collection without an end', bare(token(0x34, 'c'), token(0x4a, '', Buffer.from('m')))],
    ['a value in a collection without a name', bare(token(0x34, 'c'), token(0x21, ''), token(0x37, ''))],
    [
      'collections that go too deep',
      bare(
        token(0x34, 'c'),
        ...Array.from({ length: 5000 }, () => Buffer.concat([token(0x4a, '', Buffer.from('m')), token(0x34, '')])),
      ),
    ],
    ['groups without end', Buffer.concat([head, Buffer.alloc(100_000, 0x04), end])],
    ['values without end', bare(token(0x44, 'x'), ...Array.from({ length: 20_000 }, () => token(0x44, '')))],
  ])('is none with %s', (_what, bytes) => {
    expect(decodeIpp(bytes)).toBeNull()
  })
})

describe('what a printer says over IPP', () => {
  const told = (...fields: IppField[]): IppAttributes => printerOf(message(fields)) ?? new Map()
  const text = (name: string, ...values: string[]): IppField => ({ name, tag: 0x41, values })
  const numbers = (name: string, ...values: number[]): IppField => ({ name, tag: 0x21, values })

  it('is unknown where it says nothing', () => {
    expect(ippFact(told())).toEqual({
      fact: 'ipp',
      state: null,
      accepting: null,
      reasons: [],
      message: null,
      supplies: [],
    })
    expect(ippIdentity(told())).toMatchObject({ name: null, model: null, vendor: null, serial: null, uuid: null })
  })

  it('has reasons with and without a suffix, and none is none', () => {
    const reasons = (...values: string[]) => ippFact(told({ name: 'printer-state-reasons', tag: 0x44, values })).reasons
    expect(reasons('none')).toEqual([])
    expect(reasons('cover-open', 'media-low-report', 'x-error-error')).toEqual([
      { keyword: 'cover-open', severity: null },
      { keyword: 'media-low', severity: 'report' },
      { keyword: 'x-error', severity: 'error' },
    ])
    expect(reasons(...Array.from({ length: 500 }, (_, n) => `r${n}`)).length).toBe(32)
  })

  it('has supplies of either kind, with levels as they are told', () => {
    const levels = ippFact(told(text('marker-names', 'A', 'B', 'C'), numbers('marker-levels', -3, -2, 55))).supplies
    expect(levels.map(({ level }) => level)).toEqual([-3, -2, 55])
    const octets = (...values: string[]): IppField => ({
      name: 'printer-supply',
      tag: 0x30,
      values: values.map((one) => Buffer.from(one)),
    })
    const supplies = ippFact(
      told(
        octets(
          'type=toner;maxcapacity=400;level=20;class=supplyThatIsConsumed;',
          'type=wasteToner;maxcapacity=-2;level=-3;class=receptacleThatIsFilled;',
          'level=many;',
        ),
        text('printer-supply-description', 'Black toner', ''),
      ),
    ).supplies
    expect(supplies).toEqual([
      { description: 'Black toner', level: 20, max: 400, fills: false },
      { description: 'wasteToner', level: -3, max: -2, fills: true },
    ])
  })

  it('is shown clean, whatever it holds', () => {
    const hostile = `<b>\u202Egnp.exe\u0000\r\nX-Evil: 1${'x'.repeat(5000)}`
    const identity = ippIdentity(told(text('printer-name', hostile), text('printer-uuid', 'urn:uuid:../../etc')))
    expect(identity.name).toMatch(/^<b> gnp\.exe X-Evil: 1x+$/u)
    expect(identity.name?.length).toBeLessThanOrEqual(200)
    expect(identity.uuid).toBeNull()
  })
})

describe('whatever comes instead', () => {
  const whole = message(ippFields({ reasons: ['media-empty-error'] }))
  const check = (bytes: Buffer) => {
    const printer = printerOf(bytes)
    if (!printer) return
    const fact = ippFact(printer)
    expect(fact.reasons.length).toBeLessThanOrEqual(32)
    expect(fact.supplies.length).toBeLessThanOrEqual(16)
    for (const textual of Object.values(ippIdentity(printer))) expect(String(textual).length).toBeLessThanOrEqual(200)
  }

  it('is read or refused, and never throws: bytes at random', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => check(Buffer.concat([head, Buffer.from(noise)]))),
      { numRuns: 500 },
    )
  })

  it('is read or refused, and never throws: a good answer with bytes changed, cut out and cut off', () => {
    const change = fc.record({
      at: fc.nat(whole.length - 1),
      byte: fc.nat(255),
      cut: fc.nat(9),
      end: fc.nat(whole.length),
    })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        let bytes: Buffer = Buffer.from(whole)
        for (const { at, byte, cut, end: last } of changes) {
          bytes = Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at + cut)])
          if (cut === 9) bytes = bytes.subarray(0, last)
        }
        check(bytes)
      }),
      { numRuns: 500 },
    )
  })
})
