import { languages } from '@sereno/shared/field.ts'
import { kinds } from '@sereno/shared/kind.ts'
import { describe, expect, test } from 'vitest'
import { aDay, digestFacts } from '../../../test/fakes/digest.ts'
import { anEntry } from '../../../test/fakes/entries.ts'
import { makeMails } from './mail.ts'

const run = { id: 'run-1', at: Date.parse('2026-11-21T06:00:00Z') }
const url = 'http://sereno.local:7373'
const mailOf = (...facts: Parameters<typeof digestFacts>) => {
  const [mail] = makeMails(digestFacts(...facts), run, ['ops@bar.test'])
  if (!mail) throw new Error('no mail')
  return mail
}

describe('P12 one mail for each recipient', () => {
  const mails = makeMails(digestFacts(aDay(), 'en'), run, ['ops@bar.test', 'tech@bar.test'])

  test('who else gets it is nowhere in it', () => {
    expect(mails.map(({ to }) => to)).toEqual(['ops@bar.test', 'tech@bar.test'])
    expect(JSON.stringify(mails[0])).not.toContain('tech@bar.test')
  })

  test('the Message-ID follows from run and recipient alone', () => {
    const again = makeMails(digestFacts(aDay(), 'es'), run, ['OPS@bar.test', 'tech@bar.test'])
    expect(again.map(({ messageId }) => messageId)).toEqual(mails.map(({ messageId }) => messageId))
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2)
    expect(mails[0]?.messageId).toMatch(/^<run1\.[0-9a-f]{12}@sereno\.local>$/u)
  })

  test('says that a machine sent it, and when', () => {
    expect(mails[0]?.headers).toEqual({
      Date: 'Sat, 21 Nov 2026 06:00:00 +0000',
      'Auto-Submitted': 'auto-generated',
      'Content-Language': 'en',
    })
  })
})

describe('names that come from the network are only words', () => {
  const payloads = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    'Printer\r\nBcc: evil@evil.test\r\n\r\n<h1>',
    '\u202Egnihton\u202C \u2066x\u2069 \u200F',
    '</td></tr></table><style>*{display:none}</style>',
    '&lt;script&gt; &amp; {device} {n}',
    '\uD800 \u0000 \u0007 \u2028',
  ]

  test.each(payloads)('%j', (payload) => {
    const entries = kinds.map((kind) =>
      anEntry({ kind, deviceName: payload, text: payload, cause: 'reported', endedAt: null }),
    )
    const child = anEntry({ kind: 'Retry', deviceName: payload, explainedBy: entries[0]?.id ?? null })
    const mail = mailOf([...entries, child], 'en', { requestedBy: payload, trigger: 'demand' })
    expect(mail.subject).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    expect(mail.subject.isWellFormed() && mail.html.isWellFormed() && mail.text.isWellFormed()).toBe(true)
    const tags = new Set([...mail.html.matchAll(/<\/?([a-z0-9]+)/giu)].map((found) => found[1]?.toLowerCase()))
    for (const tag of ['script', 'img', 'h1', 'iframe']) expect(tags).not.toContain(tag)
    expect(mail.html.match(/<style/gu)).toHaveLength(1)
    expect(mail.html).not.toMatch(/<[^>]*\son\w+\s*=/iu)
    expect(mail.text).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]|[^\P{Cc}\n]/u)
  })
})

describe('the size and the shape of a mail', () => {
  const many = (n: number, name: string) =>
    Array.from({ length: n }, (_, index) =>
      anEntry({
        deviceId: `d-${index}`,
        deviceName: `${name} ${index}`,
        cause: 'no_answer',
        endedAt: null,
        detail: { address: '192.168.100.200' },
      }),
    )
  const rowsOf = (html: string) => html.match(/192\.168\.100\.200/gu)?.length ?? 0

  test.each(languages)('300 devices in %s: fifty rows under 90 KB, and the rest is counted', (language) => {
    const mail = mailOf(many(300, 'Impresora de la cocina grande, planta 2, barra'), language)
    expect(Buffer.byteLength(mail.html)).toBeLessThanOrEqual(90_000)
    expect(rowsOf(mail.html)).toBe(50)
    expect(mail.text).toContain('250')
    expect(mail.html).toContain('250')
  })

  test('names that swell when they are escaped make fewer rows, not a cut mail', () => {
    const entries = many(300, '"'.repeat(56)).map((entry) => ({ ...entry, text: `${'"'.repeat(199)}${entry.id}` }))
    const mail = mailOf(entries, 'ru')
    expect(Buffer.byteLength(mail.html)).toBeLessThanOrEqual(90_000)
    expect(mail.html).toMatch(/ещё 2[6-9]\d/u)
  })

  test('nothing in it is fetched from anywhere', () => {
    const { html } = mailOf(aDay(), 'en')
    expect(html).not.toMatch(/src=|@import|url\(|<link/iu)
    const links = [...html.matchAll(/href="([^"]*)"/gu)].map((found) => found[1])
    expect(links).toEqual([`${url}/activity`, `${url}/integrations`])
  })

  test.each(languages)('its text in %s keeps to 72 columns and holds what the HTML holds', (language) => {
    const mail = mailOf(aDay(), language)
    for (const line of mail.text.split('\n')) expect(line.length).toBeLessThanOrEqual(72)
    for (const device of ['Kitchen printer', 'Internet', 'Bar printer', 'iPad 1']) expect(mail.text).toContain(device)
    expect(mail.text.replace(/\s+/gu, ' ')).toContain('Cannot lock order 48213 because it is locked by Marta')
    expect(mail.html).toContain(`<html lang="${language}">`)
  })
})
