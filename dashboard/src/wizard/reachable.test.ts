import { expect, it } from 'vitest'
import { reachableOrigin } from './reachable.ts'

const own = [{ address: 'fd00::2' }, { address: '192.168.1.20' }]

it.each([
  ['http://sereno.local:7373', 'http://sereno.local:7373'],
  ['http://192.168.1.20', 'http://192.168.1.20'],
  ['http://localhost:7373', 'http://192.168.1.20:7373'],
  ['http://127.0.0.1', 'http://192.168.1.20'],
])('a browser at %s sends others to %s', (here, there) => {
  expect(reachableOrigin(new URL(here), own)).toBe(there)
})

it('knows nothing better where the box is on no network', () => {
  expect(reachableOrigin(new URL('http://localhost:7373'), [])).toBe('http://localhost:7373')
})
