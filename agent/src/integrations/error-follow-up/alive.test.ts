import { languages } from '@sereno/shared/field.ts'
import { expect, test } from 'vitest'
import { digestFacts } from '../../../test/fakes/digest.ts'
import { type AliveFacts, isAliveDue, makeAliveMails } from './alive.ts'

const run = { id: 'run-1', at: Date.parse('2026-11-28T06:00:00Z') }
const mailOf = (of: Partial<AliveFacts> = {}) => {
  const [mail] = makeAliveMails(
    {
      ...digestFacts([], of.language ?? 'en'),
      now: run.at,
      since: Date.parse('2026-11-14T06:00:00Z'),
      nextRunAt: Date.parse('2026-11-30T06:00:00Z'),
      total: 0,
      open: 0,
      ...of,
    },
    run,
    ['ops@bar.test'],
  )
  if (!mail) throw new Error('no mail')
  return mail
}

test('a week is seven days of the calendar, over a change of clocks too', () => {
  expect(isAliveDue('2026-11-28', '2026-11-21')).toBe(true)
  expect(isAliveDue('2026-11-28', '2026-11-22')).toBe(false)
  expect(isAliveDue('2026-03-05', '2026-02-26')).toBe(true)
})

test.each(languages)('in %s it says who watches, what, since when and until when, in both parts', (language) => {
  const { text, html, headers, messageId } = mailOf({ language })
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(72)
  for (const part of [text.replaceAll('\n', ' '), html]) {
    for (const word of ['Bar Pepe', '14', '30', '07:00']) expect(part).toContain(word)
    expect(part).not.toMatch(/\{\w+\}/u)
  }
  expect(html).toContain(`<html lang="${language}">`)
  expect(html).not.toMatch(/src=|@import|url\(|<link/iu)
  expect(headers).toMatchObject({ 'Auto-Submitted': 'auto-generated', 'Content-Language': language })
  expect(messageId).toMatch(/^<run1\.[0-9a-f]{12}@sereno\.local>$/u)
})

test('it says how to stop it, to each reader with a link of their own', () => {
  const url = 'http://sereno.local:7373/opt-out#token'
  const { text, html, headers } = mailOf({ stop: { links: new Map([['ops@bar.test', url]]), mailTo: null } })
  expect(text).toContain(`Stop these mails:\n${url}\n`)
  expect(html).toContain(`href="${url}"`)
  expect(headers['List-Unsubscribe']).toBe(`<${url}>`)
})

test('a box that is not well says so in it', () => {
  const health = { devices: 14, lastCheckAt: null, diskOk: false, waiting: 2 }
  const { text } = mailOf({ health, nextRunAt: null })
  for (const words of [
    'Last check: none yet',
    'Next run: none planned',
    'Its disk takes no writes',
    '2 earlier mails',
  ]) {
    expect(text).toContain(words)
  }
})

test('where only open problems count, it does not say that nothing happened', () => {
  const form = { ...digestFacts([], 'en').form, includeRecovered: false }
  expect(mailOf({ form }).text).toContain('No error of the chosen types is open now.')
})

test('a test says so in its subject, and a venue’s name is only words', () => {
  const form = { ...digestFacts([], 'en').form, test: true }
  const { subject, html } = mailOf({ form, venue: '<b>Bar</b>\r\nBcc: evil@evil.test' })
  expect(subject).toMatch(/^\[TEST\] <b>Bar<\/b> Bcc: evil@evil\.test: Sereno is watching/u)
  expect(html).not.toContain('<b>Bar')
})
