import { roles } from '@sereno/shared/user.ts'
import { describe, expect, it } from 'vitest'
import { maySet, seesOnly } from './ticket-rules.ts'

describe('who may do what with a ticket', () => {
  it('R27 lets a viewer see their own alone, and everybody else all', () => {
    for (const role of roles)
      expect([role, seesOnly({ role, userId: 'u1' })]).toEqual([role, role === 'viewer' ? 'u1' : null])
  })

  it.each([
    ['advisor', 'u2', 'pending', ['solved', 'closed']],
    ['admin', 'u2', 'solved', ['pending', 'closed']],
    ['admin', 'u1', 'closed', []],
    ['operator', 'u1', 'pending', []],
    ['operator', 'u1', 'solved', ['pending']],
    ['viewer', 'u1', 'solved', ['pending']],
    ['technician', 'u2', 'solved', []],
    ['viewer', 'u1', 'closed', []],
  ] as const)('lets a %s (%s) set a ticket of u1 that is %s to %j', (role, userId, state, expected) => {
    expect(maySet({ state, userId: 'u1' }, { role, userId })).toEqual(expected)
  })

  it('gives a ticket whose author is gone to nobody', () => {
    expect(maySet({ state: 'solved', userId: null }, { role: 'viewer', userId: 'u1' })).toEqual([])
  })
})
