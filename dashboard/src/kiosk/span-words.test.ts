import { expect, it } from 'vitest'
import { spanWords } from './span-words.ts'

it('says a length by its two largest units, and leaves out a second that is none', () => {
  expect(spanWords(100_000, 'en')).toBe('1 min 40 sec')
  expect(spanWords(0, 'en')).toBe('0 sec')
  expect(spanWords(-5, 'en')).toBe('0 sec')
  expect(spanWords(59_400, 'en')).toBe('59 sec')
  expect(spanWords(120_000, 'en')).toBe('2 min')
  expect(spanWords(3_720_000, 'es')).toBe('1 h 2 min')
  expect(spanWords(90_000_000, 'ru')).toBe('1 дн. 1 ч')
})
