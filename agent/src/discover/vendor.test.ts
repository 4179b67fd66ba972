import { expect, test } from 'vitest'
import { isPrivateMac, vendorOf } from './vendor.ts'

test.each([
  ['00:26:ab:12:34:56', 'Seiko Epson'],
  ['00:11:62:00:00:23', 'Star Micronics'],
  ['00:15:94:00:00:01', 'Bixolon'],
  ['00:19:17:00:00:01', 'Posiflex'],
  ['44:A8:C2:00:00:01', 'Sewoo'],
  ['00:80:77:00:00:22', 'Brother'],
  ['74:83:c2:00:00:01', 'Ubiquiti'],
  ['dc:a6:32:00:00:10', 'Raspberry Pi'],
])('%s was made by %s', (mac, vendor) => {
  expect(vendorOf(mac)).toBe(vendor)
})

test('a prefix of 28 bits belongs to one of sixteen makers that share 24', () => {
  expect(vendorOf('48:0b:b2:a0:00:01')).toBe('Rongta')
  expect(vendorOf('48:0b:b2:10:00:01')).toBeNull()
})

test('a private MAC names nobody, whatever its digits', () => {
  expect(isPrivateMac('92:3e:11:00:00:31')).toBe(true)
  expect(isPrivateMac('d6:3e:11:00:00:32')).toBe(true)
  expect(isPrivateMac('00:26:ab:12:34:56')).toBe(false)
  expect(vendorOf('02:26:ab:12:34:56')).toBeNull()
})

test('an unknown maker, and what is no MAC, have no name', () => {
  expect(vendorOf('fc:ff:ff:00:00:01')).toBeNull()
  expect(vendorOf('')).toBeNull()
  expect(vendorOf('not a mac')).toBeNull()
})
