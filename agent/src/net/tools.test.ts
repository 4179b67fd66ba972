import { expect, it } from 'vitest'
import { readChronyc, readTimedatectl } from './clock-sync.ts'
import { childrenMayAdministrate, lookUp, tools } from './tools.ts'

it('names what a machine without any program lacks', async () => {
  expect(await lookUp(['/no/such/folder'])).toMatchObject({
    fping: null,
    lacks: ['no_fping', 'no_ping', 'no_ip', 'no_arping'],
  })
})

it('looks once and remembers', async () => {
  expect(await tools()).toBe(await tools())
})

it.each<[why: string, status: string, isRoot: boolean, may: boolean]>([
  ['root has it', 'CapAmb:\t0000000000000000\nCapEff:\t000001ffffffffff\n', true, true],
  ['root in a container does not', 'CapAmb:\t0000000000000000\nCapEff:\t00000000a80425fb\n', true, false],
  ['our own right does not pass on to a child', 'CapEff:\t0000000000001000\nCapAmb:\t0000000000000000\n', false, false],
  ['an ambient one does', 'CapEff:\t0000000000001000\nCapAmb:\t0000000000001000\n', false, true],
  ['no Linux', '', true, false],
])('the right to flush: %s', (_why, status, isRoot, may) => {
  expect(childrenMayAdministrate(status, isRoot)).toBe(may)
})

it.each<[text: string, isRight: boolean | null]>([
  ['NTP=yes\nNTPSynchronized=no\n', false],
  ['NTP=yes\nNTPSynchronized=yes\n', true],
  ['NTP=no\nNTPSynchronized=no\n', null],
  ['', null],
])('of the clock systemd says %j', (text, isRight) => {
  expect(readTimedatectl(text)).toBe(isRight)
})

it.each<[text: string, isRight: boolean | null]>([
  ['Stratum         : 3\nLeap status     : Normal\n', true],
  ['Leap status     : Not synchronised\n', false],
  ['', null],
])('of the clock chrony says %j', (text, isRight) => {
  expect(readChronyc(text)).toBe(isRight)
})
