import { expect, it } from 'vitest'
import { secured } from './security.ts'

it('gives a page its whole policy, and forbids to keep what says nothing of keeping', () => {
  const { headers } = secured(new Response('<!doctype html>'))
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('cache-control')).toBe('no-store')
})

it('spares a file that is kept for good what only a page needs', () => {
  const { headers } = secured(new Response('', { headers: { 'cache-control': 'public, max-age=31536000, immutable' } }))
  expect(headers.get('content-security-policy')).toBeNull()
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
})
