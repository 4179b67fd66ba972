import { expect, test } from 'vitest'
import { inkOn } from './ink-on.ts'

test.each([
  ['#000000', '#ffffff'],
  ['#1d4ed8', '#ffffff'],
  ['#757575', '#ffffff'],
  ['#f59e0b', '#000000'],
  ['#ffffff', '#000000'],
])('what is written on %s is %s', (color, ink) => {
  expect(inkOn(color)).toBe(ink)
})
