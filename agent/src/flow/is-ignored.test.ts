import { expect, test } from 'vitest'
import { isIgnored } from './is-ignored.ts'

const at = '2026-11-21T11:00:00.000Z'
const found = (kind: 'serial' | 'mac' | 'mdns', value: string, mac: string) => ({
  address: '10.9.0.50',
  mac,
  evidence: [{ kind, value, source: 'sweep', firstSeenAt: at, lastSeenAt: at }],
})

test.each([
  ['serial', 'x3b1000001', found('serial', 'X3B1000001', '00:26:ab:00:00:50')],
  ['mac', '00:26:AB:00:00:50', found('mac', '00:26:ab:00:00:50', '00:26:ab:00:00:50')],
  ['mac', '92:3E:11:00:00:31', found('mdns', 'ipad', '92:3e:11:00:00:31')],
  ['mdns', 'Bar', found('mdns', 'bar', '00:26:ab:00:00:50')],
] as const)('a %s that a person wrote in capitals or without is the same: %s', (kind, value, candidate) => {
  expect(isIgnored(candidate, { kind, value, name: '' })).toBe(true)
  expect(isIgnored(candidate, { kind, value: `${value}x`, name: '' })).toBe(false)
})
