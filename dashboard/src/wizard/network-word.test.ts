import type { Discovery } from '@sereno/shared/identity.ts'
import { expect, it } from 'vitest'
import { wordOnNetwork } from './network-word.ts'

const at = '2026-11-22T10:00:00.000Z'
const scan: Discovery = {
  ...{ state: 'idle', startedAt: at, endedAt: at, subnets: ['10.0.0.0/24'], remarks: [] },
  own: [{ address: '10.0.0.2', subnet: '10.0.0.0/24' }],
  ...{ mayLook: true, asked: 254, total: 254, found: 5, recognised: 5 },
}

it.each([
  ['without a network', { own: [] }, [], 'no_network'],
  ['while it looks', { state: 'scanning', endedAt: null, asked: 84, found: 0 }, [], null],
  ['where only the gateway answers', { found: 1 }, [], 'isolated'],
  ['where it broke off', { asked: 84 }, [], 'failed'],
  ['where no printer is', {}, [false], 'no_printer'],
  ['where one is', {}, [false, true], null],
] as const)('%s', (_, differing, printers, word) => {
  const rows = printers.map((isPrinter) => ({ isPrinter }))
  expect(wordOnNetwork({ ...scan, ...differing, own: 'own' in differing ? [] : scan.own }, rows)).toBe(word)
})

it('says nothing before anything is known', () => expect(wordOnNetwork(null, [])).toBeNull())
