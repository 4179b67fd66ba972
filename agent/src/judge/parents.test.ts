import type { DeviceSetting } from '@sereno/shared/device.ts'
import { describe, expect, test } from 'vitest'
import { device } from '../../test/fakes/check.ts'
import { foldsUnderGateway, isPublic, parentOf } from './parents.ts'

const gateway = device({ id: 'gateway', role: 'gateway', type: 'router', address: '192.168.1.1' })
const line = device({ id: 'line', role: 'line', type: 'internet', address: null })
const resolver = device({ id: 'resolver', role: 'resolver', type: 'other', address: '192.168.1.1' })
const box = device({ id: 'switch', type: 'switch', address: '192.168.1.2' })
const printer = device({ id: 'printer' })
const all = [gateway, line, resolver, box, printer]
const own = (address: string) => address.startsWith('192.168.1.')

const table: [what: string, of: DeviceSetting, parent: string | null][] = [
  ['the gateway', gateway, null],
  ['the line', line, 'gateway'],
  ['the resolver', resolver, 'line'],
  ['a device of our own subnet', printer, null],
  ['one with a parent that a person set', { ...printer, parentId: 'switch' }, 'switch'],
  ['one whose parent is gone', { ...printer, parentId: 'nobody' }, null],
  ['one that is its own parent', { ...printer, parentId: 'printer' }, null],
  ['one of another private subnet', { ...printer, address: '10.0.0.5' }, 'gateway'],
  ['one of the internet', { ...printer, address: '192.0.2.5' }, 'line'],
  ['a host name', { ...printer, address: 'pos.example' }, 'line'],
  ['a name of the venue’s own network', { ...printer, address: 'printer.local' }, null],
  ['an IPv6 address of the internet', { ...printer, address: '2001:db8::5' }, 'line'],
  ['a private IPv6 address', { ...printer, address: 'fd00::5' }, 'gateway'],
]

describe('the parent of a device', () => {
  test.for(table)('%s', ([, of, parent]) => {
    expect(parentOf(of, [...all.filter(({ id }) => id !== of.id), of], own)).toBe(parent)
  })

  test('explains nothing while it is out of service', () => {
    const out = all.map((one) => (one.id === 'switch' || one.id === 'line' ? { ...one, inService: false } : one))
    expect(parentOf({ ...printer, parentId: 'switch' }, out, own)).toBeNull()
    expect(parentOf({ ...printer, address: 'pos.example' }, out, own)).toBeNull()
  })

  test('of our own subnet is the gateway only when no other device there answers', () => {
    expect(foldsUnderGateway(true, [false, true])).toBe(false)
    expect(foldsUnderGateway(true, [false, false])).toBe(true)
    expect(foldsUnderGateway(true, [])).toBe(true)
    expect(foldsUnderGateway(false, [false])).toBe(false)
  })

  test.for([
    '10.1.2.3',
    '127.0.0.1',
    '169.254.1.1',
    '172.16.0.1',
    '172.31.255.1',
    '192.168.0.1',
    '100.64.0.1',
    '::1',
    'fe80::1',
    'fd12::1',
    '::ffff:10.0.0.1',
  ])('%s lies within the venue', (address) => expect(isPublic(address)).toBe(false))
  test.for(['1.1.1.1', '172.32.0.1', '100.128.0.1', '192.169.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
    '%s lies beyond',
    (address) => expect(isPublic(address)).toBe(true),
  )
})
