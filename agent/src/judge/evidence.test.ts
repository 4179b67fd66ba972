import type { DeviceType } from '@sereno/shared/device.ts'
import { describe, expect, test } from 'vitest'
import { confidenceOf, fixedMacs, isPrivateMac, type Known, ownerOf, type Proof, proofOf, surely } from './evidence.ts'

const mac = (value: string): Proof => ({ kind: 'mac', value })
const serial = (value: string): Proof => ({ kind: 'serial', value })
const uuid = (value: string): Proof => ({ kind: 'uuid', value })
const mdns = (value: string): Proof => ({ kind: 'mdns', value })
const hostname = (value: string): Proof => ({ kind: 'hostname', value })
const device = (id: string, evidence: Proof[], type: DeviceType = 'printer', barred: Proof[] = []): Known => ({
  id,
  type,
  evidence,
  barred,
})
const epson = '00:26:ab:00:00:21'
const star = '00:11:62:00:00:23'
const madeUp = '92:3e:11:00:00:31'

describe('whose evidence it is', () => {
  const known = [
    device('bar', [serial('X3B1-77'), mac(epson), mdns('EPSON TM-T20III._ipp._tcp.local')]),
    device('kitchen', [mac(star)]),
    device('pad', [{ kind: 'checkin', value: 'token-of-the-pad' }, mac(madeUp), mac('a4:83:e7:00:00:01')], 'ipad'),
    device('console', [mac('02:42:ac:11:00:02'), hostname('console')], 'other'),
  ]
  test.for<[what: string, seen: Proof[], owner: string | null]>([
    ['a serial number tells', [serial('X3B1-77')], 'bar'],
    ['a MAC tells', [mac(star)], 'kitchen'],
    ['a MAC in capitals tells', [mac(star.toUpperCase())], 'kitchen'],
    ['a name in multicast DNS tells, in any case', [mdns('epson tm-t20iii._IPP._tcp.local.')], 'bar'],
    ['a new network card in a printer with the same serial number', [serial('X3B1-77'), mac(star)], 'bar'],
    ['a known network card in a printer with another serial number', [serial('other-1'), mac(epson)], null],
    ['a MAC never tells who an iPad is', [mac(madeUp), mac('a4:83:e7:00:00:01')], null],
    ['its check-in token does', [{ kind: 'checkin', value: 'token-of-the-pad' }], 'pad'],
    ['a MAC that was made up tells nothing', [mac('02:42:ac:11:00:02')], null],
    ['a host name is a hint only', [hostname('console')], null],
    ['what nobody has', [serial('Y9')], null],
    ['nothing', [], null],
  ])('%s', ([, seen, owner]) => expect(ownerOf(seen, known)).toBe(owner))

  test('a serial number that two printers share leaves it to the MAC', () => {
    const twins = [device('a', [serial('SN-0815'), mac(epson)]), device('b', [serial('SN-0815'), mac(star)])]
    expect(ownerOf([serial('SN-0815'), mac(star)], twins)).toBe('b')
    expect(ownerOf([serial('SN-0815')], twins)).toBeNull()
  })

  test('evidence that a person split off says nothing of that device', () => {
    expect(ownerOf([mac(star)], [device('a', [mac(star)], 'printer', [mac(star)])])).toBeNull()
  })
})

test.for<[seen: Proof[], known: Proof[], said: 'same' | 'other' | null]>([
  [[serial('SN-A1')], [serial('SN-A1')], 'same'],
  [[serial('SN-A2')], [serial('SN-A1')], 'other'],
  [[uuid('4509A320-00A0-008F-00B6-002507510ECA')], [uuid('4509a320-00a0-008f-00b6-002507510eca')], 'same'],
  [[serial('SN-A2'), uuid('uuid-1')], [serial('SN-A1'), uuid('uuid-1')], 'other'],
  [[uuid('uuid-1')], [serial('SN-A1')], null],
  [[], [serial('SN-A1')], null],
  [[serial('N/A')], [serial('N/A')], null],
])('%j seen of %j: %s', ([seen, known, said]) => expect(surely(seen, known)).toBe(said))

test.for([
  serial(''),
  serial('0000000000'),
  serial('  '),
  serial('Unknown'),
  serial('123456789'),
  uuid('00000000-0000-0000-0000-000000000000'),
  uuid('ffffffff-ffff-ffff-ffff-ffffffffffff'),
  mac('00:00:00:00:00:00'),
  mac('ff:ff:ff:ff:ff:ff'),
  mac('01:00:5e:00:00:01'),
  mac('not a mac'),
  mdns('\u202e\u0000'),
])('%j says nothing', (one) => expect(proofOf(one)).toBeNull())

test('text from the network is cleaned and cut before it is compared', () => {
  expect(proofOf(serial(` X3\u0000B1\u202e ${'9'.repeat(500)}`))?.value).toMatch(/^X3 B1 9{1,115}$/u)
})

test('a MAC is private where its second digit says so', () => {
  const digits = '0123456789abcdef'.split('').filter((digit) => isPrivateMac(`0${digit}:00:00:00:00:00`))
  expect(digits.join('')).toBe('2367abef')
})

test('a printer is told from others by the MACs that it did not make up; an iPad by none', () => {
  const evidence = [mac(epson), mac(madeUp), serial('1')]
  expect(fixedMacs(evidence, 'printer')).toEqual([epson])
  expect(fixedMacs(evidence, 'ipad')).toEqual([])
})

test('who it is is sure by a serial number, likely by a MAC, and unsure by a host name', () => {
  expect(confidenceOf([mac(epson), serial('X3B1')], 'printer')).toBe('sure')
  expect(confidenceOf([mac(epson)], 'printer')).toBe('likely')
  expect(confidenceOf([mac(madeUp)], 'ipad')).toBe('unsure')
  expect(confidenceOf([hostname('printer')], 'printer')).toBe('unsure')
})
