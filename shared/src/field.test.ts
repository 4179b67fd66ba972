import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText, email, line, timezone } from './field.ts'
import { emailList } from './integration.ts'
import { password } from './user.ts'

describe('text from the network', () => {
  test('loses what cannot be seen and keeps what can', () => {
    expect(cleanText('Cocina\u0000\u202e \u200b печать\r\nX')).toBe('Cocina печать X')
  })

  test('is never longer than asked, never broken inside a character, and clean after one pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.integer({ min: 1, max: 80 }), (text, max) => {
        const clean = cleanText(text, max)
        expect(Array.from(clean).length).toBeLessThanOrEqual(max)
        expect(clean.isWellFormed()).toBe(true)
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}]/u)
      }),
    )
  })
})

describe('fields', () => {
  test.each(['a\u202eb', 'tab\tbed', 'line\nfeed', '\u0007', ''])('a line refuses %j', (text) => {
    expect(line(1, 60).safeParse(text).success).toBe(false)
  })

  test.each(['a@b.example,c@d.example', 'A <a@b.example>', 'a@b.example\r\nBcc: x@y.example', '@', 'a'.repeat(300)])(
    'a mail address refuses %j',
    (text) => {
      expect(email.safeParse(text).success).toBe(false)
    },
  )

  test('a time zone must exist', () => {
    expect(timezone.safeParse('Europe/Madrid').success).toBe(true)
    expect(timezone.safeParse('Europe/Atlantis').success).toBe(false)
  })

  test('several addresses may come as a list or as one text, and doubles go', () => {
    const wanted = ['a@x.example', 'b@x.example']
    expect(emailList.parse('a@x.example, b@x.example;a@x.example\nA@X.example')).toHaveLength(2)
    expect(emailList.parse(wanted)).toEqual(wanted)
    expect(emailList.safeParse('a@x.example, nonsense').error?.issues[0]?.path).toEqual([1])
    expect(emailList.safeParse([]).success).toBe(false)
    expect(emailList.safeParse(Array.from({ length: 51 }, (_, n) => `u${n}@x.example`)).success).toBe(false)
  })

  test.each([
    ['Short1Aa', 'password_short'],
    ['NOLOWERCASE1', 'password_no_lower'],
    ['nouppercase1', 'password_no_upper'],
    ['NoDigitsHere', 'password_no_digit'],
    ['M1Contr4sen4', 'password_common'],
  ])('the password %s is refused as %s', (text, message) => {
    expect(password.safeParse(text).error?.issues.map((issue) => issue.message)).toContain(message)
  })
})
