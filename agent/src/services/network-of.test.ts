import { expect, it } from 'vitest'
import { networkOf, wideNetworkOf } from './network-of.ts'

it.each([
  ['192.168.1.7', '192.168.1.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('counts %j as %j', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

it.each([
  ['192.168.1.7', '192.168.1'],
  ['2001:db8:1:ab12::9', '2001:db8:1:ab'],
  ['2001:db8:1:12::9', '2001:db8:1:00'],
  ['', ''],
])('takes %j for one of %j', (address, network) => {
  expect(wideNetworkOf(address)).toBe(network)
})
