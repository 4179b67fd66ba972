import { languages } from '@sereno/shared/languages.ts'
import type { Browser } from 'playwright-core'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeAddedMail } from '../../agent/src/integrations/error-follow-up/added.ts'
import { makeAliveMails } from '../../agent/src/integrations/error-follow-up/alive.ts'
import { makeMails } from '../../agent/src/integrations/error-follow-up/mail.ts'
import { aDay, digestFacts } from '../../agent/test/fakes/digest.ts'
import { anEntry } from '../../agent/test/fakes/entries.ts'
import { startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { startAgent } from './agent.ts'
import { ask, openBrowser, setUp } from './browser.ts'
import { faultsOf } from './mail-looks.ts'

// Mails as a person sees them: on a phone and on a desk, by day and by night. The pictures are kept in artifacts/mails.

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
}, 60_000)
afterAll(() => browser.close())

/** Within the day that the digest covers. */
const at = '2026-11-20T20:00:00.000Z'

/** Names that want to break a page: markup, no place to break, from right to left, and more than a line. */
const hostile = () => [
  anEntry({
    deviceId: 'a',
    deviceName: '<img src=//evil.example/x onerror=alert(1)>',
    cause: 'paper_out',
    kind: 'Fail',
  }),
  anEntry({ at, deviceId: 'b', deviceName: 'W'.repeat(60), cause: 'no_answer' }),
  anEntry({ at, endedAt: null, deviceId: 'c', deviceName: 'טאבלט המטבח 🍕', cause: 'no_answer' }),
  anEntry({ at, kind: 'Error', cause: 'reported', source: 'ingest', text: 'x'.repeat(2000) }),
]
const many = () =>
  Array.from({ length: 120 }, (_, n) =>
    anEntry({ at, deviceId: `d${n}`, deviceName: `Printer ${n}`, cause: 'no_answer' }),
  )

const days = { day: aDay, hostile, many }

function htmlOf(name: keyof typeof days, language: (typeof languages)[number]): string {
  const facts = digestFacts(days[name](), language)
  return makeMails(facts, { id: 'run-1', at: facts.now }, ['ops@distributor.example'])[0]?.html ?? ''
}

/** The weekly sign of life of a box that has much to say, at a venue with a name that wants to break it. */
function aliveHtmlOf(language: (typeof languages)[number]): string {
  const facts = digestFacts([], language, { venue: `<img src=//evil.example/x>${'W'.repeat(50)}` })
  const health = { devices: 14, lastCheckAt: null, diskOk: false, waiting: 21 }
  const alive = { ...facts, health, since: facts.since, nextRunAt: facts.until, total: 21, open: 5 }
  return makeAliveMails(alive, { id: 'run-1', at: facts.now }, ['ops@distributor.example'])[0]?.html ?? ''
}

/** What someone reads who was added, by a person and at a venue with names that want to break it. */
function addedHtmlOf(language: (typeof languages)[number]): string {
  const facts = digestFacts([], language, { venue: `<img src=//evil.example/x>${'W'.repeat(50)}` })
  const form = { ...facts.form, name: 'W'.repeat(60), sendAt: '07:00' }
  const by = { fullName: 'טאבלט 🍕 Pérez', email: `${'a'.repeat(60)}@distributor.example` }
  const stopUrl = `${facts.publicUrl}/opt-out#${'t'.repeat(43)}`
  return makeAddedMail({ ...facts, form, by, to: 'ops@distributor.example', stopUrl, id: 'a-1' }).html
}

describe.each(['light', 'dark'] as const)('a digest seen in the %s', (scheme) => {
  it.each(languages)('can be read on a phone and on a desk in %s', async (language) => {
    const page = await (await browser.newContext()).newPage()
    expect(await faultsOf(page, htmlOf('day', language), scheme, `day-${language}`)).toEqual([])
    await page.context().close()
  })

  it.each(languages)('a sign of life can be, too, in %s', async (language) => {
    const page = await (await browser.newContext()).newPage()
    expect(await faultsOf(page, aliveHtmlOf(language), scheme, `alive-${language}`)).toEqual([])
    await page.context().close()
  })

  it.each(languages)('the mail to someone who was added can be, in %s', async (language) => {
    const page = await (await browser.newContext()).newPage()
    expect(await faultsOf(page, addedHtmlOf(language), scheme, `added-${language}`)).toEqual([])
    await page.context().close()
  })

  it.each(['hostile', 'many'] as const)('stays within its width and runs nothing: %s', async (name) => {
    const page = await (await browser.newContext()).newPage()
    const dialogs: string[] = []
    page.on('dialog', (dialog) => dialogs.push(dialog.message()))
    expect(await faultsOf(page, htmlOf(name, 'en'), scheme, name)).toEqual([])
    expect(dialogs).toEqual([])
    await page.context().close()
  })
})

it('arrives over SMTP as it was seen, with a text part that reads well alone', async () => {
  const server = await startMailServer()
  const agent = await startAgent()
  const page = await (await browser.newContext()).newPage()
  await setUp(page, agent)
  const mail = { host: '127.0.0.1', port: server.port, security: 'auto', user: '', from: 'sereno@bar.example' }
  await ask(page, 'PUT', '/api/v1/settings/mail', mail)
  await ask(page, 'POST', '/api/v1/activity', [{ message: 'printer offline', device: 'Barra ñ' }])
  const form = { type: 'error-follow-up', name: 'Bar Pepe', emails: 'ops@distributor.example', language: 'ru' }
  const { id } = await ask<{ id: string }>(page, 'POST', '/api/v1/integrations', form)
  await ask(page, 'POST', `/api/v1/integrations/${id}/run`, {})
  const mails = await Promise.all(server.mails.map((mail) => PostalMime.parse(mail)))
  // The other one tells the reader that they were added.
  const arrived = mails.find(({ headers }) => !headers.some(({ key }) => key === 'reply-to')) ?? { html: '', text: '' }
  expect(arrived.html).toContain('Barra ñ')
  const reader = await page.context().newPage()
  expect(await faultsOf(reader, arrived.html ?? '', 'light', 'arrived')).toEqual([])
  const lines = (arrived.text ?? '').split('\n')
  expect(arrived.text).toContain('Barra ñ')
  expect(lines.filter((line) => line.length > 72 && !line.includes('http'))).toEqual([])
  await agent.stop()
  await server.close()
}, 60_000)
