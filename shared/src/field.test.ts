import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ingested } from './activity.ts'
import { address } from './device.ts'
import { cleanText, email, line, momentIn, timezone } from './field.ts'
import { emailList } from './integration.ts'
import { password } from './user.ts'
import { mailInput } from './venue.ts'

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

describe('an address', () => {
  test.each(['10.0.0.7', 'fd00::7', 'fe80::1', '::1', 'printer-1.local', 'p1', '3com.example', 'x.0xg'])(
    'may be %s',
    (text) => {
      expect(address.safeParse(text).success).toBe(true)
    },
  )

  test.each(['192.168.1.500', '127.1', '0x7f000001', '2130706433', '10.0.0.7.', 'a.0x1', 'fe80::1%eth0', 'a b', ''])(
    'is no address and no name: %j',
    (text) => {
      expect(address.safeParse(text).error?.issues[0]?.message).toBe('not_an_address')
    },
  )

  test.each([
    '0.0.0.0',
    '224.0.0.251',
    '239.255.255.250',
    '255.255.255.255',
    '::',
    '0:0:0:0:0:0:0:0',
    'ff02::fb',
    'FF05::1',
  ])('of none or of many is refused: %s', (text) => {
    expect(address.safeParse(text).error?.issues[0]?.message).toBe('not_of_one_device')
  })
})

describe('a moment', () => {
  test('is kept as UTC', () => {
    expect(momentIn.parse('2026-11-22T01:00:00+02:00')).toBe('2026-11-21T23:00:00.000Z')
  })

  test.each(['9999-12-31T23:59:59-12:00', '0000-01-01T00:00:00+12:00'])('must stay within four digits: %s', (text) => {
    expect(momentIn.safeParse(text).error?.issues[0]?.message).toBe('moment_out_of_years')
  })

  test.each(['2026-02-30T00:00:00Z', '2026-11-22', '2026-11-22T01:00:00', '+010000-01-01T00:00:00Z'])(
    'is not %s',
    (text) => {
      expect(momentIn.safeParse(text).success).toBe(false)
    },
  )
})

test('a report of blanks alone is none, and a mail password holds no control characters', () => {
  expect(ingested.safeParse({ message: ' \n\t' }).success).toBe(false)
  const mail = { host: 'mail.example', port: 587, from: 'a@b.example' }
  expect(mailInput.safeParse({ ...mail, password: ' Contraseña 🍺 ' }).data?.password).toBe(' Contraseña 🍺 ')
  for (const password of ['a\u0000b', 'a\r\nQUIT', '\ud800'])
    expect(mailInput.safeParse({ ...mail, password }).success).toBe(false)
})
