import { expect, test } from 'vitest'
import { fitsQr, slipLines } from './slip-lines.ts'

test('a text breaks between its words, and a word that is longer than the paper breaks anywhere', () => {
  expect(slipLines('Kitchen printer', 10)).toEqual(['Kitchen', 'printer'])
  expect(slipLines('a bb ccc', 4)).toEqual(['a bb', 'ccc'])
  expect(slipLines('x'.repeat(70))).toEqual(['x'.repeat(32), 'x'.repeat(32), 'x'.repeat(6)])
  expect(slipLines('')).toEqual([])
})

test('only a plain address of some length becomes a QR code', () => {
  expect(fitsQr('http://sereno.local:7373/devices/8c1f')).toBe(true)
  expect(['', 'http://a b', 'http://ñ', `http://${'a'.repeat(300)}`, 'a\u001b'].filter(fitsQr)).toEqual([])
})
