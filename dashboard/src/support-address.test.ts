import { describe, expect, it } from 'vitest'
import { addressOf, readPlace } from './support-address.ts'

describe('the address of the support page', () => {
  it.each([
    ['', 'pending', null],
    ['?state=all', 'all', null],
    ['?state=closed&ticket=12', 'closed', '12'],
    ['?ticket=1', 'pending', '1'],
    ['?state=open&ticket=0', 'pending', null],
    ['?ticket=1%27', 'pending', null],
  ] as const)('%j shows %s and ticket %s', (search, state, ticket) => {
    expect(readPlace(search)).toEqual({ state, ticket })
    expect(readPlace(new URL(addressOf({ state, ticket }), 'http://x').search)).toEqual({ state, ticket })
  })
})
