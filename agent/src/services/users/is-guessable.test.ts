import { describe, expect, it } from 'vitest'
import { isGuessable } from './is-guessable.ts'

const words = ['ana', 'Café del Mar']

describe('a password', () => {
  it.each(['CafeDelMar1', 'café-del-mar-2026', 'Sereno12345', 'Ana-Sereno-99', 'Ana-Ana-Ana-1'])(
    'is guessed first where it is little more than a word of its place: %s',
    (password) => {
      expect(isGuessable(password, words)).toBe(true)
    },
  )

  it.each(['Kitchen-Printer-7', 'Banana-Split-7', 'Ana-likes-strong-tea-2', 'A1b2C3d4e5'])(
    'may hold one: %s',
    (password) => {
      expect(isGuessable(password, words)).toBe(false)
    },
  )

  it('is not held against names of two letters', () => {
    expect(isGuessable('Kilimanjaro1', ['ki', ''])).toBe(false)
  })
})
