import { expect, it } from 'vitest'
import { cssText } from './page-head.ts'

it.each([
  ['Bar Pepe', '"Bar Pepe"'],
  ['"; } * { display: none', '"\\22 ; } * { display: none"'],
  ['a\\b\n', '"a\\5c b\\a "'],
])('a venue’s name cannot leave its text: %j', (text, css) => {
  expect(cssText(text)).toBe(css)
})
