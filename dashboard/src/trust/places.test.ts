import { describe, expect, test } from 'vitest'
import { pageElsewhere, secureOriginOf, systemOf } from './places.ts'

const trust = {
  state: 'ready' as const,
  page: 'http://bar-pi.local:7373/trust',
  port: 7443,
  authority: null,
  certificate: { names: ['bar-pi.local', '192.168.1.20', 'fd00::20'], until: '2027-12-25T10:00:00.000Z' },
  uncovered: [],
}
const at = (address: string) => new URL(address) as unknown as Location

describe('the encrypted address', () => {
  test.each([
    ['http://192.168.1.20:7373/trust', 'https://192.168.1.20:7443'],
    ['http://bar-pi.local:7373/trust', 'https://bar-pi.local:7443'],
    ['http://[fd00::20]:7373/trust', 'https://[fd00::20]:7443'],
    ['http://localhost:7373/trust', 'https://bar-pi.local:7443'],
    ['http://10.0.0.4:7373/trust', 'https://bar-pi.local:7443'],
  ])('of %s is %s', (address, origin) => expect(secureOriginOf(trust, at(address))).toBe(origin))

  test('is none where HTTPS does not answer', () => {
    expect(secureOriginOf({ ...trust, port: null }, at('http://bar-pi.local'))).toBeNull()
    expect(secureOriginOf({ ...trust, certificate: null }, at('http://bar-pi.local'))).toBeNull()
  })
})

test.each([
  ['http://192.168.1.20:7373/trust', 'http://192.168.1.20:7373/trust'],
  ['http://localhost:7373/trust', trust.page],
  ['http://127.0.0.1:7373/trust', trust.page],
  ['https://bar-pi.local:7443/trust', trust.page],
])('another device opens the page that is open at %s under %s', (address, page) =>
  expect(pageElsewhere(trust, at(address))).toBe(page),
)

test.each([
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.0 Safari/605.1', 5, 'ios'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.0 Safari/605.1', 0, 'mac'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) FxiOS/140 Safari/605.1', 5, 'ios'],
  ['Mozilla/5.0 (Linux; Android 16) Chrome/140 Mobile Safari/537.36', 5, 'android'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140 Safari/537.36', 0, 'windows'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko Firefox/140.0', 0, 'firefox'],
  ['Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537.36', 0, 'firefox'],
] as const)('%s with %i points of touch sees the steps of %s', (agent, points, system) =>
  expect(systemOf(agent, points)).toBe(system),
)
