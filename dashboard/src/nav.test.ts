import { expect, it } from 'vitest'
import { helpOf } from './help-page.ts'
import { nav, rolesOf, type Section, sections } from './nav.ts'

it('knows who a page is for by its longest known address', () => {
  expect(rolesOf('/system/mail')).not.toContain('kiosk')
  expect(rolesOf('/system/discovery')).toContain('viewer')
  expect(rolesOf('/devices/3f2')).not.toContain('kiosk')
  expect(rolesOf('/')).toContain('kiosk')
  expect(rolesOf('/account/passwords')).not.toContain('kiosk')
  // A path that only begins alike is another page.
  expect(rolesOf('/systematic')).toContain('kiosk')
})

it('tells in its help about the page that is open', () => {
  expect(
    ['/', '/devices', '/devices/3f2', '/console', '/system/mail', '/account/tokens', '/me', '/mailbox'].map(helpOf),
  ).toEqual(['overview', 'devices', 'device', 'console', 'system', 'account', 'me', 'other'])
})

it('has a letter of its own for each page, and no address twice', () => {
  const letters = nav.map(({ letter }) => letter)
  expect(new Set(letters).size).toBe(letters.length)
  const paths = Object.values<Section>(sections).flatMap(({ pages }) => pages.map(({ path }) => path))
  expect(new Set(paths).size).toBe(paths.length)
})
