import { expect, it } from 'vitest'
import { markedIcon, markedTitle } from './tab-mark.ts'

it('counts the open problems in the title, and warns there while there is no contact', () => {
  expect(markedTitle('Overview · Sereno', 0, false)).toBe('Overview · Sereno')
  expect(markedTitle('Overview · Sereno', 2, false)).toBe('(2) Overview · Sereno')
  // What is open now is not known.
  expect(markedTitle('Overview · Sereno', 2, true)).toBe('⚠ Overview · Sereno')
})

it('draws the number and a shape of its own on the icon', () => {
  expect(markedIcon(0, false)).toBeNull()
  expect(decodeURIComponent(markedIcon(3, false) ?? '')).toMatch(/<path .*>3<\/text>/u)
  expect(decodeURIComponent(markedIcon(300, false) ?? '')).toContain('99+')
  expect(decodeURIComponent(markedIcon(3, true) ?? '')).toMatch(/stroke-dasharray.*>!<\/text>/u)
  // The security policy and the attribute it stands in allow neither quotes nor spaces.
  expect(markedIcon(3, false)).toMatch(/^data:image\/svg\+xml,[^\s"<>]+$/u)
})
