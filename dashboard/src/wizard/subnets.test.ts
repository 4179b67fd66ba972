import { expect, it } from 'vitest'
import { isRefused, ownFours, sizeOf, subnetsToSave, tidySubnet, wordOn } from './subnets.ts'

it.each([
  ['192.168.1.20', '192.168.1.0/24'],
  [' 10.0.5.7/22 ', '10.0.4.0/22'],
  ['192.168.300.1', '192.168.300.1'],
  ['kitchen', 'kitchen'],
])('reads %s as %s', (typed, subnet) => expect(tidySubnet(typed)).toBe(subnet))

it.each([
  ['192.168.1.0/24', null],
  ['10.0.0.0/22', null],
  ['10.0.0.0/21', 'wide'],
  ['10.0.0.0/20', 'wide'],
  ['10.0.0.0/19', 'too_wide'],
  ['10.0.0.0/8', 'too_wide'],
  ['8.8.8.0/24', 'public'],
  ['172.32.0.0/24', 'public'],
  ['fd00::/64', 'six'],
  ['kitchen', 'not_one'],
  ['10.0.0.0/33', 'not_one'],
])('says of %s: %s', (subnet, word) => {
  expect(wordOn(subnet, [])).toBe(word)
  expect(isRefused(wordOn(subnet, []))).toBe(word !== null && word !== 'wide')
})

it('lets the box look around in its own subnet whatever its addresses are', () => {
  expect(wordOn('203.0.113.0/24', ['203.0.113.0/24'])).toBeNull()
  expect(sizeOf('10.0.0.0/22')).toBe(1024)
})

it('keeps nothing where it is just the box’s own networks', () => {
  const own = ownFours([{ subnet: '10.0.0.0/24' }, { subnet: '10.0.0.0/24' }, { subnet: 'fd00::/64' }])
  expect(own).toEqual(['10.0.0.0/24'])
  expect(subnetsToSave(['10.0.0.0/24'], own)).toEqual([])
  expect(subnetsToSave(['10.0.0.0/24', '10.0.1.0/24'], own)).toEqual(['10.0.0.0/24', '10.0.1.0/24'])
  expect(subnetsToSave([], own)).toEqual([])
})
