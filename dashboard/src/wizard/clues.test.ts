import type { Candidate } from '@sereno/shared/identity.ts'
import { expect, it } from 'vitest'
import { cluesOf, isWatchedUsually } from './clues.ts'

const seen = { openPorts: [], mac: null, privateMac: false, vendor: null, evidence: [], name: '192.168.1.9' }
const proof = (kind: Candidate['evidence'][number]['kind'], value: string) => {
  const at = '2026-11-22T10:00:00.000Z'
  return { kind, value, source: 'mdns', firstSeenAt: at, lastSeenAt: at }
}

it('says by what a printer was recognised', () => {
  const evidence = [proof('mac', '00:26:ab:00:00:21'), proof('mdns', 'EPSON TM-T20III')]
  const printer = { ...seen, openPorts: [9100], mac: '00:26:ab:00:00:21', vendor: 'Seiko Epson', evidence }
  expect(cluesOf(printer)).toEqual([
    { clue: 'port', text: '9100' },
    { clue: 'maker', text: 'Seiko Epson' },
    { clue: 'calls_itself', text: 'EPSON TM-T20III' },
  ])
  expect(cluesOf({ ...printer, openPorts: [9100, 631], evidence: [proof('serial', 'X3')] })).toMatchObject([
    { clue: 'ports', text: '9100, 631' },
    { clue: 'serial', text: 'X3' },
    { clue: 'maker' },
  ])
})

it('takes no maker from an address that an iPad made up, and says where there is nothing to say', () => {
  const pad = { ...seen, openPorts: [62_078], mac: '92:3e:11:00:00:31', privateMac: true, vendor: 'Apple' }
  expect(cluesOf(pad).map(({ clue }) => clue)).toEqual(['ios', 'private_mac'])
  expect(cluesOf(seen)).toEqual([{ clue: 'answers', text: '' }])
})

it('watches what a venue works with, and neither the neighbour’s TV nor a telephone', () => {
  const is = (type: Candidate['type'], name = 'It') => isWatchedUsually({ type, name, model: null })
  expect((['printer', 'ipad', 'switch', 'access-point'] as const).map((type) => is(type))).not.toContain(false)
  expect([is('other', 'Living room TV'), is('ipad', 'Ana’s iPhone')]).toEqual([false, false])
})
