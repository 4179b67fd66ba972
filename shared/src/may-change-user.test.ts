import { expect, it } from 'vitest'
import { mayChangeUser, mayGiveRole } from './may-change-user.ts'

it('has admins changed by admins alone, once they came in', () => {
  const seen = [
    mayChangeUser('admin', { role: 'admin', state: 'active' }),
    mayChangeUser('advisor', { role: 'admin', state: 'active' }),
    mayChangeUser('advisor', { role: 'admin', state: 'disabled' }),
    mayChangeUser('advisor', { role: 'admin', state: 'invited' }),
    mayChangeUser('advisor', { role: 'advisor', state: 'active' }),
  ]
  expect(seen).toEqual([true, false, false, true, true])
})

it('has an admin made of somebody by admins alone', () => {
  expect(mayGiveRole('admin', { role: 'operator' }, 'admin')).toBe(true)
  expect(mayGiveRole('advisor', { role: 'advisor' }, 'admin')).toBe(false)
  expect(mayGiveRole('advisor', { role: 'admin' }, 'admin')).toBe(true)
  expect(mayGiveRole('advisor', { role: 'operator' }, 'technician')).toBe(true)
})
