import { expect, test } from 'vitest'
import { bitsOf, hostsOf, isInside, isWithin, partsOf } from './subnet.ts'

test('a /24 has 254 hosts, without the network’s own and the broadcast address', () => {
  const hosts = hostsOf('192.168.1.77/24')
  expect(hosts).toHaveLength(254)
  expect([hosts[0], hosts.at(-1)]).toEqual(['192.168.1.1', '192.168.1.254'])
})

test.each([
  ['10.0.0.4/30', ['10.0.0.5', '10.0.0.6']],
  ['10.0.0.4/31', ['10.0.0.4', '10.0.0.5']],
  ['10.0.0.4/32', ['10.0.0.4']],
])('%s has the hosts %j', (cidr, hosts) => {
  expect(hostsOf(cidr)).toEqual(hosts)
})

test('a /20 is the widest that is listed, and consists of sixteen /24', () => {
  const hosts = hostsOf('10.0.16.0/20')
  expect(hosts).toHaveLength(4094)
  expect(hosts.at(-1)).toBe('10.0.31.254')
  expect(hosts).toContain('10.0.17.0')
  expect(partsOf('10.0.16.0/20')).toHaveLength(16)
  expect(partsOf('10.0.16.0/20').at(-1)).toBe('10.0.31.0/24')
  expect(hostsOf('10.0.0.0/19')).toEqual([])
})

test('the highest addresses of all are numbers like any other', () => {
  expect(hostsOf('223.255.255.0/24').at(-1)).toBe('223.255.255.254')
  expect(partsOf('192.168.1.128/25')).toEqual(['192.168.1.128/25'])
})

test.each(['', 'x', '10.0.0.0', '10.0.0.0/33', '10.0.0.0/-1', 'fe80::/64', '10.0.0/24', '10.0.0.0/2 4'])(
  '%j is no IPv4 subnet',
  (cidr) => {
    expect([bitsOf(cidr), hostsOf(cidr), partsOf(cidr), isInside(cidr)]).toEqual([null, [], [], false])
  },
)

test('a subnet is inside only with both its ends', () => {
  expect(['10.1.0.0/16', '192.168.0.0/24', '172.31.255.0/24', '100.64.1.0/24'].map(isInside)).not.toContain(false)
  expect(['8.8.8.0/24', '172.16.0.0/11', '127.0.0.0/24', '169.254.0.0/24', '224.0.0.0/24'].map(isInside)).not.toContain(
    true,
  )
})

test('a subnet lies within another when all of it does', () => {
  expect(isWithin('10.0.1.0/24', '10.0.0.0/16')).toBe(true)
  expect(isWithin('10.0.0.0/16', '10.0.1.0/24')).toBe(false)
  expect(isWithin('10.0.0.0/24', '10.0.0.0/24')).toBe(true)
})
