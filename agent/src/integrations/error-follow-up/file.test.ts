import { languages } from '@sereno/shared/field.ts'
import { expect, test } from 'vitest'
import { aDay, digestFacts } from '../../../test/fakes/digest.ts'
import { anEntry } from '../../../test/fakes/entries.ts'
import { makeMails } from './mail.ts'

const run = { id: 'run-1', at: Date.parse('2026-11-21T06:00:00Z') }
const form = { ...digestFacts([], 'en').form, attachCsv: true }
const mailOf = (...facts: Parameters<typeof digestFacts>) => {
  const [mail] = makeMails(digestFacts(...facts), run, ['ops@bar.test'])
  if (!mail) throw new Error('no mail')
  return mail
}
const many = (n: number, text: string | null = null) =>
  Array.from({ length: n }, (_, index) => anEntry({ deviceId: `d-${index}`, deviceName: `Printer ${index}`, text }))
const linesOf = (mail: ReturnType<typeof mailOf>) => mail.attachments?.[0]?.text.trimEnd().split('\r\n') ?? []

test('a digest that lists everything has no file, one that cannot has it unasked', () => {
  expect(mailOf(aDay(), 'en').attachments).toBeUndefined()
  const mail = mailOf(many(80), 'en')
  expect(linesOf(mail)).toHaveLength(81)
  expect(mail.text).toContain('activity-bar-pepe-2026-11-21.csv')
  expect(mail.html).toContain('activity-bar-pepe-2026-11-21.csv')
})

test.each(languages)('asked for, it comes with every digest in %s and holds just what is counted', (language) => {
  const entries = aDay()
  const mail = mailOf(entries, language, { form })
  expect(mail.attachments).toHaveLength(1)
  expect(mail.attachments?.[0]).toMatchObject({
    name: 'activity-bar-pepe-2026-11-21.csv',
    type: 'text/csv; charset=utf-8',
  })
  const [head, ...rows] = linesOf(mail)
  expect(head?.startsWith('\uFEFFid,at,endedAt,kind,cause,')).toBe(true)
  const counted = entries.filter(({ explainedBy }) => explainedBy === null)
  expect(rows.map((row) => row.split(',')[0])).toEqual(counted.map(({ id }) => id).toReversed())
})

test('an all-clear has none', () => {
  expect(mailOf([], 'en', { form, trigger: 'demand' }).attachments).toBeUndefined()
})

test('names from the network are no formulas in it', () => {
  const mail = mailOf([anEntry({ deviceName: '=HYPERLINK("http://evil.test")', text: '@SUM(1;-2)' })], 'en', { form })
  expect(linesOf(mail)[1]).toContain(`"'=HYPERLINK(""http://evil.test"")"`)
  expect(linesOf(mail)[1]).toContain("'@SUM(1;'-2)")
})

test('it is bounded: the newest stay, and the mail says how many', () => {
  const mail = mailOf(many(5000, 'x'.repeat(200)), 'en', { form })
  const text = mail.attachments?.[0]?.text ?? ''
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(400_000)
  const rows = linesOf(mail).length - 1
  expect(rows).toBeGreaterThan(500)
  expect(linesOf(mail)[1]).toContain('Printer 4999')
  expect(mail.text.replace(/\s+/gu, ' ')).toContain(`holds the newest ${rows};`)
})

test.each([
  ['Cafè de l’Òpera', 'activity-cafe-de-l-opera-2026-11-21.csv'],
  ['Бар «Йод» 5', 'activity-бар-йод-5-2026-11-21.csv'],
  ['../../etc/passwd\u0000', 'activity-etc-passwd-2026-11-21.csv'],
  ['…', 'activity-2026-11-21.csv'],
])('its name follows from the venue %j', (venue, name) => {
  expect(mailOf(aDay(), 'en', { form, venue }).attachments?.[0]?.name).toBe(name)
})
