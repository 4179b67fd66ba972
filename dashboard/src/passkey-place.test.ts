import { describe, expect, it } from 'vitest'
import { passkeyFault, passkeyPlace } from './passkey-place.ts'

const fine = { isSecureContext: true, hostname: 'sereno.local', knowsPasskeys: true }

describe('passkeys', () => {
  it('can be used over HTTPS and a host name, and on the machine itself', () => {
    expect(passkeyPlace(fine)).toBe('here')
    expect(passkeyPlace({ ...fine, hostname: 'localhost' })).toBe('here')
  })

  it.each([
    { isSecureContext: false },
    { hostname: '192.168.1.2' },
    { hostname: '[fe80::1]' },
    { isSecureContext: false, knowsPasskeys: false },
  ])('cannot where the place is not safe: %o', (other) => {
    expect(passkeyPlace({ ...fine, ...other })).toBe('insecure')
  })

  it('cannot in a browser that knows none', () => {
    expect(passkeyPlace({ ...fine, knowsPasskeys: false })).toBe('unsupported')
  })
})

describe('what a browser says when nothing came of it', () => {
  const named = (name: string) => Object.assign(new Error('x'), { name })

  it.each([
    ['NotAllowedError', 'not_made', 'cancelled'],
    ['AbortError', 'not_made', 'cancelled'],
    ['InvalidStateError', 'known', 'known'],
    ['ConstraintError', 'unverified', 'unverified'],
    ['SecurityError', 'place', 'place'],
    ['UnknownError', 'device', 'device'],
  ] as const)('is put in words: %s', (name, making, showing) => {
    expect([passkeyFault(named(name), 'make'), passkeyFault(named(name), 'show')]).toEqual([making, showing])
  })

  it('is put in words also where it is no error at all', () => {
    expect(passkeyFault('odd', 'show')).toBe('device')
  })
})
