import { expect, it } from 'vitest'
import { tokenSample } from './token-sample.ts'

const origin = 'http://sereno.local:7373'

it('shows what the scopes of a token open', () => {
  expect(tokenSample('sereno_x', ['status:read', 'activity:write'], origin)).toBe(
    `curl -H 'Authorization: Bearer sereno_x' -H 'Content-Type: application/json' -d '[{"message":"Cashier charge failed"}]' '${origin}/api/v1/activity'`,
  )
  expect(tokenSample('sereno_x', ['status:read'], origin)).toBe(
    `curl -H 'Authorization: Bearer sereno_x' '${origin}/api/v1/overview'`,
  )
})

it('shows the overview for a token that may everything, and for a person’s own', () => {
  for (const scopes of [['admin' as const], null])
    expect(tokenSample('t', scopes, origin)).toContain('/api/v1/overview')
})

it('shows nothing where a line would not do', () => {
  expect(tokenSample('t', ['chat'], origin)).toBeNull()
})
