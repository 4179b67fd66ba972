import { expect, it } from 'vitest'
import { bytesOf, celsiusOf } from './units.ts'

it.each([
  [512, '512 byte'],
  [12_400_000, '12 MB'],
  [3_240_000_000, '3.2 GB'],
  [118_000_000_000, '118 GB'],
])('%s bytes are read as %s', (bytes, text) => expect(bytesOf(bytes, 'en')).toBe(text))

it('speaks the reader’s language', () => {
  expect(bytesOf(3_240_000_000, 'es')).toBe('3,2 GB')
  expect(bytesOf(3_240_000_000, 'ru')).toMatch(/^3,2\sГБ$/u)
  expect(celsiusOf(51.5, 'en')).toBe('52°C')
})
