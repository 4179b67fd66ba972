import { expect, it } from 'vitest'
import { readable, standingOf, whyOf } from './webhook-words.ts'

it.each([
  ['redirect', 'redirect'],
  ['ETIMEDOUT', 'timeout'],
  ['ENOTFOUND', 'name'],
  ['ECONNREFUSED', 'refused'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
  ['CERT_HAS_EXPIRED', 'certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ['ECONNRESET', 'broken'],
  ['toString', 'broken'],
])('a delivery that ended with %s is told as %s', (code, why) => expect(whyOf(code)).toBe(why))

it('a webhook that is off is in no trouble', () => {
  const trouble = { deliveryId: 'd', attempts: 1, status: null, error: 'redirect', nextAt: '2026-11-22T10:00:00.000Z' }
  expect([standingOf({ active: false, trouble }), standingOf({ active: true, trouble })]).toEqual(['off', 'trouble'])
  expect(standingOf({ active: true, trouble: null })).toBe('on')
})

it('a body is shown with line breaks, or as it is', () => {
  expect(readable('{"a":1}')).toBe('{\n  "a": 1\n}')
  expect(readable('')).toBe('')
})
