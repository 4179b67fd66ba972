import { expect, test } from 'vitest'
import { Announcements } from './mdns-announcements.ts'

const near = (address: string) => address.startsWith('10.9.0.')
const heard = (...packets: [sender: string, answers: Parameters<Announcements['take']>[0]['answers']][]) => {
  const announcements = new Announcements(near)
  for (const [sender, answers] of packets) announcements.take({ answers, additionals: [] }, sender)
  return announcements
}
const txt = (...strings: string[]) => strings.map((text) => Buffer.from(text))
const service = 'Kitchen._ipp._tcp.local'
const pointer = { name: '_ipp._tcp.local', type: 'PTR', data: service } as const

test('a printer’s records become one announcement at its own address, in whatever order they come', () => {
  const found = heard(
    ['10.9.0.7', [{ name: service, type: 'TXT', data: txt('ty=Brother HL-L2350DW', 'note=', 'rp=ipp/print') }]],
    ['10.9.0.7', [{ name: 'BRW.local', type: 'A', data: '10.9.0.7' }]],
    ['10.9.0.7', [{ name: service, type: 'SRV', data: { port: 631, target: 'brw.local' } }, pointer]],
  )
  expect([...found.byAddress()]).toEqual([
    [
      '10.9.0.7',
      [{ type: '_ipp._tcp', name: 'Kitchen', txt: { ty: 'Brother HL-L2350DW', note: '', rp: 'ipp/print' } }],
    ],
  ])
  expect(found.open()).toEqual([])
})

test('what a sleep proxy tells of a sleeper belongs to the sleeper', () => {
  const found = heard([
    '10.9.0.2',
    [
      { name: service, type: 'SRV', data: { port: 631, target: 'sleeper.local' } },
      { name: 'sleeper.local', type: 'A', data: '10.9.0.8' },
    ],
  ])
  expect([...found.byAddress().keys()]).toEqual(['10.9.0.8'])
})

test('what an announcement leaves out is asked for, and until then it belongs to its sender', () => {
  const found = heard(['10.9.0.7', [pointer]])
  expect(found.open().map(({ name, type }) => `${type} ${name}`)).toEqual([
    'SRV kitchen._ipp._tcp.local',
    'TXT kitchen._ipp._tcp.local',
  ])
  expect([...found.byAddress().keys()]).toEqual(['10.9.0.7'])
})

test('neither senders nor addresses beyond our own link are believed', () => {
  const far = heard(
    ['203.0.113.7', [pointer]],
    ['10.9.0.7', [pointer, { name: service, type: 'SRV', data: { port: 631, target: 'far.local' } }]],
    ['10.9.0.7', [{ name: 'far.local', type: 'A', data: '203.0.113.9' }]],
  )
  expect([...far.byAddress().keys()]).toEqual(['10.9.0.7'])
})

test('text is cleaned and cut, and the first of a repeated key counts', () => {
  const name = `\u202eevil\u0007 <b>x</b>${'a'.repeat(300)}._ipp._tcp.local`
  const strings = txt(
    'ty=first',
    'ty=second',
    `long=${'x'.repeat(500)}`,
    'flag',
    '=nameless',
    '__proto__=x',
    '\u0000=y',
  )
  const found = heard(['10.9.0.7', [{ name, type: 'TXT', data: strings }]])
  const [announced] = found.byAddress().get('10.9.0.7') ?? []
  expect(announced?.name).toHaveLength(120)
  expect(announced?.name.startsWith('evil <b>x</b>a')).toBe(true)
  expect(announced?.txt.ty).toBe('first')
  expect(announced?.txt.long).toHaveLength(200)
  expect(Object.keys(announced?.txt ?? {}).toSorted()).toEqual(['__proto__', 'flag', 'long', 'ty'])
})

test('ten thousand answers, of one device or of many, are bounded', () => {
  const flood = Array.from({ length: 10_000 }, (_, index) => ({
    name: '_ipp._tcp.local',
    type: 'PTR' as const,
    data: `Printer ${index}._ipp._tcp.local`,
  }))
  const found = heard(['10.9.0.7', flood])
  expect(found.byAddress().get('10.9.0.7')).toHaveLength(32)
  expect(found.open().length).toBeLessThanOrEqual(61)
})

test('services that do not matter, empty names and odd records are passed over', () => {
  const found = heard([
    '10.9.0.7',
    [
      { name: '_smb._tcp.local', type: 'PTR', data: 'Files._smb._tcp.local' },
      { name: '_ipp._tcp.local', type: 'PTR', data: '_ipp._tcp.local' },
      { name: '_ipp._tcp.local', type: 'PTR', data: '\u0000._ipp._tcp.local' },
      { name: 'x.local', type: 'AAAA', data: 'fe80::1' },
    ],
  ])
  expect(found.byAddress().size).toBe(0)
})

test('names that the wire cannot carry are not asked for', () => {
  const found = heard(['10.9.0.7', [{ ...pointer, data: `${'é'.repeat(60)}._ipp._tcp.local` }]])
  expect(found.byAddress().size).toBe(1)
  expect(found.open()).toEqual([])
})
