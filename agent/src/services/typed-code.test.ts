import { expect, it } from 'vitest'
import { inFives, newTypedCode, plainCode } from './typed-code.ts'

it('is as long as asked for, another each time, and holds nothing that is taken for something else', () => {
  const codes = Array.from({ length: 200 }, () => newTypedCode(10))
  expect(new Set(codes).size).toBe(200)
  for (const code of codes) expect(code).toMatch(/^[A-HJKMNP-Z2-9]{10}$/u)
})

it('is read in groups of five, and known again however it is typed', () => {
  expect(inFives('ABCDEFGHJKMNPQR')).toBe('ABCDE-FGHJK-MNPQR')
  expect(plainCode(' abcde fghjk-MNPQR ')).toBe('ABCDEFGHJKMNPQR')
})
