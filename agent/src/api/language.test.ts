import { describe, expect, it } from 'vitest'
import { acceptedLanguage } from './language.ts'

describe('the language that a browser asks for', () => {
  it.each([
    ['es-ES,es;q=0.9,en;q=0.8', 'es'],
    ['de-DE, en-GB;q=0.7, ca;q=0.9', 'ca'],
    ['RU', 'ru'],
    ['en;q=0, es;q=0.001', 'es'],
    ['ca ; q=0.5 , ru ; q=0.6', 'ru'],
    ['de', null],
    ['*', null],
    ['', null],
    [';;;,,,q=1', null],
    [null, null],
  ])('%s is %s', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language)
  })
})
