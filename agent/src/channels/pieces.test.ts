import { describe, expect, test } from 'vitest'
import { piecesOf } from './pieces.ts'

describe('a long text', () => {
  test('goes whole where it fits, and not at all where there is none', () => {
    expect(piecesOf('¿Qué pasa?', 10)).toEqual(['¿Qué pasa?'])
    expect(piecesOf(' \n', 10)).toEqual([])
  })

  test('is cut after a paragraph, a line, a sentence or a word, as late as one ends', () => {
    expect(piecesOf('first words\n\nthen more', 16)).toEqual(['first words', 'then more'])
    expect(piecesOf('one two. three four', 12)).toEqual(['one two.', 'three four'])
    expect(piecesOf('aaaa bbbb cccc', 10)).toEqual(['aaaa bbbb', 'cccc'])
  })

  test('is cut between characters where it has no blanks, and never within one', () => {
    const family = '👩‍👩‍👧‍👦'
    expect(piecesOf(family.repeat(3), family.length * 2 + 3)).toEqual([family.repeat(2), family])
    expect(piecesOf('x'.repeat(4100), 2000).map(({ length }) => length)).toEqual([2000, 2000, 100])
  })

  test('loses nothing but blanks, and is cut the same way each time', () => {
    const text = Array.from({ length: 900 }, (_, index) => `word${index}`).join(' ')
    const pieces = piecesOf(text, 2000)
    expect(pieces.every(({ length }) => length <= 2000)).toBe(true)
    expect(pieces.join(' ')).toBe(text)
    expect(piecesOf(text, 2000)).toEqual(pieces)
  })

  test('of one endless character still comes to an end', () => {
    expect(piecesOf(`e${'\u0301'.repeat(5000)}`, 2000)).toHaveLength(3)
  })
})
