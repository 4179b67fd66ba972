import { describe, expect, test } from 'vitest'
import { nearness } from './near-address.ts'
import { mayBePlain, mayBeUnverified } from './smtp-encryption.ts'

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.8.9.1', 'loopback'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.20', 'private'],
  ['::ffff:192.168.1.20', 'private'],
  ['169.254.3.4', 'private'],
  ['fe80::1%eth0', 'private'],
  ['fd00::25', 'private'],
  ['172.32.0.1', 'public'],
  ['100.64.0.1', 'public'],
  ['8.8.8.8', 'public'],
  ['::ffff:8.8.8.8', 'public'],
  ['2001:4860:4860::8888', 'public'],
] as const)('%s is %s', (address, near) => {
  expect(nearness(address)).toBe(near)
})

describe('P16 when a mail may go without encryption, or with a certificate that cannot be verified', () => {
  const near = { loopback: '127.0.0.1', private: '192.168.1.5', public: '192.0.2.5' }
  const rows = [
    // address, security, user → plain, unverified
    ['loopback', 'auto', '', true, true],
    ['loopback', 'auto', 'bar', false, true],
    ['loopback', 'starttls', '', false, true],
    ['private', 'auto', '', true, true],
    ['private', 'auto', 'bar', false, false],
    ['private', 'tls', '', false, true],
    ['private', 'tls', 'bar', false, false],
    ['public', 'auto', '', false, false],
    ['public', 'auto', 'bar', false, false],
    ['public', 'starttls', '', false, false],
    ['public', 'tls', 'bar', false, false],
  ] as const
  test.each(rows)('%s, %s, user “%s”: plain %s, unverified %s', (where, security, user, plain, unverified) => {
    expect(mayBePlain(near[where], { security, user })).toBe(plain)
    expect(mayBeUnverified(near[where], { security, user })).toBe(unverified)
  })
})
