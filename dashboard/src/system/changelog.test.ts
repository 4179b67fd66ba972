import { expect, it } from 'vitest'
import { piecesOf } from './changelog.ts'

it('tells code from words', () => {
  expect(piecesOf('a `b` c')).toEqual([
    { text: 'a ', isCode: false },
    { text: 'b', isCode: true },
    { text: ' c', isCode: false },
  ])
})
