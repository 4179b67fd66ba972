import { expect, test } from 'vitest'
import { plainAddress, reachOf } from './reach-of.ts'

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '172.15.0.1',
  '172.32.0.1',
  '100.63.0.1',
  '100.128.0.1',
  '2606:4700::1',
  '2a00:1450::5',
])('%s is on the internet', (address) => expect(reachOf(address)).toBe('public'))

test.each([
  ['10.1.2.3'],
  ['127.0.0.1'],
  ['127.255.255.254'],
  ['100.64.0.1'],
  ['169.254.1.1'],
  ['172.16.0.1'],
  ['172.31.255.255'],
  ['192.168.1.10'],
  ['192.0.2.1'],
  ['198.18.0.1'],
  ['203.0.113.9'],
  ['240.0.0.1'],
  ['::1'],
  ['fe80::1'],
  ['fe80::1%eth0'],
  ['fd12:3456::1'],
  ['fec0::1'],
  ['2001:db8::1'],
  ['2001::1'],
  ['100::1'],
  ['::ffff:192.168.1.1'],
  ['::ffff:8.8.8.8'],
  ['::ffff:7f00:1'],
  ['::127.0.0.1'],
  ['64:ff9b::8.8.8.8'],
  ['64:ff9b:1::a00:1'],
  ['2002:7f00:1::1'],
  ['2002:808:808::'],
])('%s is private', (address) => expect(reachOf(address)).toBe('private'))

test.each([
  ['169.254.169.254'],
  ['fd00:ec2::254'],
  ['FD00:0EC2:0:0:0:0:0:254'],
  ['::ffff:169.254.169.254'],
  ['::ffff:a9fe:a9fe'],
  ['64:ff9b::a9fe:a9fe'],
  ['2002:a9fe:a9fe::1'],
  ['100.100.100.200'],
  ['0.0.0.0'],
  ['0.1.2.3'],
  ['::'],
  ['::ffff:0.0.0.0'],
  ['224.0.0.251'],
  ['255.255.255.255'],
  ['ff02::1'],
  ['no address'],
  [''],
])('%s is never reached', (address) => expect(reachOf(address)).toBe('never'))

test('an address is known again however it is written', () => {
  expect(plainAddress('::ffff:7f00:1')).toBe('127.0.0.1')
  expect(plainAddress('FE80:0:0:0::1%eth0')).toBe(plainAddress('fe80::1'))
})
