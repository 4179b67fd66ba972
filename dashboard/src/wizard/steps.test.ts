import { expect, it } from 'vitest'
import { addressOf, mayBeSkipped, neighbourOf, placeIn, stepFor, steps } from './steps.ts'

const stranger = { signedIn: false, codeAccepted: false }
const holder = { signedIn: false, codeAccepted: true }
const admin = { signedIn: true, codeAccepted: true }

it('finds step and code in an address, and writes them into one', () => {
  expect(placeIn({ search: '?step=mail', hash: '' })).toEqual({ step: 'mail', code: '' })
  expect(placeIn({ search: '', hash: '#ABCD%201234' })).toEqual({ step: null, code: 'ABCD 1234' })
  expect(placeIn({ search: '?step=nowhere', hash: '#' })).toEqual({ step: null, code: '' })
  const { search, hash } = new URL(addressOf('you', 'AB CD#1'), 'http://box.local')
  expect(placeIn({ search, hash })).toEqual({ step: 'you', code: 'AB CD#1' })
  expect(addressOf('mail', '')).toBe('/setup?step=mail')
})

it('lets nobody past the code and the account', () => {
  expect(stepFor('done', stranger)).toBe('code')
  expect(stepFor('done', holder)).toBe('you')
  expect(stepFor(null, holder)).toBe('language')
  expect(stepFor('mail', admin)).toBe('mail')
  expect(stepFor('you', admin)).toBe('venue')
  expect(steps.filter((step) => !mayBeSkipped(step))).toEqual(['code', 'you', 'done'])
})

it('goes on and back without asking for what is known', () => {
  expect(neighbourOf('language', 1, stranger)).toBe('code')
  expect(neighbourOf('language', 1, holder)).toBe('you')
  expect(neighbourOf('you', -1, holder)).toBe('language')
  expect(neighbourOf('venue', -1, admin)).toBe('language')
  expect(neighbourOf('language', -1, stranger)).toBeNull()
  expect(neighbourOf('done', 1, admin)).toBeNull()
})
