import { languages } from '@sereno/shared/field.ts'
import { kinds } from '@sereno/shared/kind.ts'
import { expect, test } from 'vitest'
import { type AddedFacts, makeAddedMail } from './added.ts'

const stopUrl = `http://sereno.local:7373/opt-out#${'t'.repeat(43)}`
const facts = (of: Partial<AddedFacts> = {}): AddedFacts => ({
  language: 'en',
  zone: 'Europe/Madrid',
  venue: 'Bar Pepe',
  now: Date.parse('2026-11-21T06:00:00Z'),
  publicUrl: 'http://sereno.local:7373',
  form: { name: 'Night digest', kinds: [...kinds], minimumErrors: 3, sendAt: '07:30' },
  to: 'ops@distributor.test',
  by: { fullName: 'Ana Puig', email: 'ana+bar@bar.test' },
  stopUrl,
  id: 'a-1',
  ...of,
})

test.each(languages)('says in %s who added them, where, what comes and when, and how to stop it', (language) => {
  const mail = makeAddedMail(facts({ language }))
  for (const words of ['Ana Puig', 'ana+bar@bar.test', 'Bar Pepe', 'Night digest', '07:30', 'Offline', stopUrl]) {
    expect(mail.text).toContain(words)
    expect(mail.html).toContain(words)
  }
  expect(mail.html).toContain(`<html lang="${language}">`)
  expect(mail.subject).toMatch(/^Bar Pepe: .*Ana Puig/u)
  expect(mail.text.split('\n').filter((line) => line.length > 72 && !line.includes('http'))).toEqual([])
})

test('an answer goes to who added them; so does a letter to stop it, beside the link', () => {
  expect(makeAddedMail(facts()).headers).toEqual({
    Date: 'Sat, 21 Nov 2026 06:00:00 +0000',
    'Auto-Submitted': 'auto-generated',
    'Content-Language': 'en',
    'List-Unsubscribe': `<mailto:ana%2Bbar@bar.test?subject=unsubscribe%20Bar%20Pepe>, <${stopUrl}>`,
    'Reply-To': 'ana+bar@bar.test',
  })
  const alone = makeAddedMail(facts({ by: null }))
  expect(alone.headers['List-Unsubscribe']).toBe(`<${stopUrl}>`)
  expect(alone.headers).not.toHaveProperty('Reply-To')
  expect(alone.text).toContain('ask the venue')
})

test('a name is only words, in the header, too', () => {
  const bad = '<script>x</script>\r\nBcc: evil@evil.test\u202E'
  const mail = makeAddedMail(facts({ venue: bad, by: { fullName: bad, email: 'ana@bar.test' } }))
  expect(mail.html).not.toContain('<script>')
  expect(mail.subject).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  expect(mail.headers['List-Unsubscribe']).not.toMatch(/[\s<>]Bcc|\r|\n/u)
})
