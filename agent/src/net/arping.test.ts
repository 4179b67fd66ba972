import { expect, test } from 'vitest'
import { arping, holdersOf } from './arping.ts'
import { tools } from './tools.ts'

const printer = '00:26:AB:00:00:21'
const pad = '92:3E:11:00:00:31'
const said = (...macs: string[]) =>
  [
    'ARPING 10.77.0.21 from 10.77.0.10 eth0',
    ...macs.map((mac) => `Unicast reply from 10.77.0.21 [${mac}]  0.639ms`),
    'Sent 3 probes (3 broadcast(s))',
    `Received ${macs.length} response(s)`,
  ].join('\n')

test.for<[what: string, printed: string, holders: string[]]>([
  ['nobody', said(), []],
  ['one', said(printer, printer, printer), [printer]],
  ['two, by turns', said(printer, pad, printer, pad), [printer, pad]],
  ['two, one of which lost an answer', said(printer, pad, pad, printer), [printer, pad]],
  ['one that gave way to another has it no more', said(printer, pad, pad), [pad]],
  ['what is no MAC is nobody', 'Unicast reply from 10.77.0.21 [00:26:AB:00:00:2Z]  0.6ms', []],
  ['nothing', '', []],
])('%s', ([, printed, holders]) => expect(holdersOf(printed)).toEqual(holders.map((mac) => mac.toLowerCase())))

test('an address behind a router, of IPv6, or of no subnet of ours is not asked for', async () => {
  expect(await arping('203.0.113.9')).toBeNull()
  expect(await arping('2001:db8::1')).toBeNull()
  expect(await arping('127.0.0.1')).toBeNull()
})

test('a machine without the program, or without the right, says so', async () => {
  const has = await tools()
  expect(await arping('192.0.2.1', undefined, { ...has, arping: null, arpingMay: false })).toBeNull()
  expect(await arping('192.0.2.1', undefined, { ...has, arpingMay: false })).toBeNull()
})
