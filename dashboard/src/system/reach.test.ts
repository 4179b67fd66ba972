import { expect, it } from 'vitest'
import { abilities, isAble, tierOf } from './reach.ts'

it.each([
  ['http:', '192.168.1.7', 'plain'],
  ['http:', 'sereno.local', 'plain'],
  ['https:', 'bar-pepe.example', 'encrypted'],
  ['http:', 'localhost', 'this_machine'],
  ['http:', '127.0.0.1', 'this_machine'],
  ['http:', '127.0.0.1.example', 'plain'],
])('%s//%s is reached as %s', (protocol, hostname, tier) => {
  expect(tierOf({ protocol, hostname })).toBe(tier)
})

it('over plain HTTP the watch works, and what a browser keeps for secure pages does not', () => {
  expect(abilities.filter((one) => isAble(one, 'plain'))).toEqual(['watch', 'sound'])
  expect(abilities.every((one) => isAble(one, 'encrypted') && isAble(one, 'this_machine'))).toBe(true)
})
