import { describe, expect, it } from 'vitest'
import { loginAddress, nextPage } from './next-page.ts'

const origin = 'http://sereno.local:7373'

describe('where to go after signing in', () => {
  it.each([
    ['', '/'],
    ['?next=/devices', '/devices'],
    ['?next=%2Factivity%3Fkinds%3DFail', '/activity?kinds=Fail'],
    ['?next=https://evil.example/', '/'],
    ['?next=//evil.example/', '/'],
    ['?next=/%5Cevil.example', '/'],
    ['?next=/\\evil.example', '/'],
    ['?next=/\t/evil.example', '/'],
    ['?next=javascript:alert(1)', '/'],
    ['?next=/login?next=/devices', '/'],
  ])('%s leads to %s', (search, expected) => {
    expect(nextPage(search, origin)).toBe(expected)
  })

  it('is kept in the address of the login', () => {
    expect(loginAddress('/activity?kinds=Fail')).toBe('/login?next=%2Factivity%3Fkinds%3DFail')
    expect(loginAddress('/')).toBe('/login')
  })
})
