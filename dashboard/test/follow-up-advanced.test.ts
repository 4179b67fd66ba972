import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { ask } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let smtp: MailServer

beforeAll(async () => {
  smtp = await startMailServer()
  const { page } = house
  await ask(page, 'PUT', '/api/v1/settings/mail', { host: '127.0.0.1', port: smtp.port, from: 'sereno@bar.example' })
  // What is reported is a moment: over at once.
  await ask(page, 'POST', '/api/v1/activity', [{ message: 'one offline' }, { message: 'one failed' }])
}, 60_000)
afterAll(() => smtp?.close())

const advanced = () => house.page.locator('summary', { hasText: 'Advanced' })
const preview = () => house.page.locator('[data-preview]')
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const day = (name: string) => house.page.getByRole('checkbox', { name, exact: true })

it('keeps what few change in a closed part, and the preview follows it', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/integrations?add=error-follow-up`)
  await preview().getByText('a mail WOULD be sent').waitFor()
  expect(await page.getByLabel('Include what has recovered').isVisible()).toBe(false)
  await advanced().click()
  expect(await page.getByLabel('Include what has recovered').isChecked()).toBe(true)
  await page.getByLabel('Always attach a CSV file').check()
  await preview().getByText('With the entries as a CSV file.').waitFor()
  await page.getByLabel('Include what has recovered').uncheck()
  await preview().getByText('nothing still open').waitFor()
  expect(await preview().getAttribute('data-preview')).toBe('false')
  await page.getByLabel('Include what has recovered').check()
  await preview().getByText('a mail WOULD be sent').waitFor()
  // Today is one of these, whichever it is.
  for (const name of days.slice(1)) await day(name).check()
  await day('Monday').check()
  await preview().getByText('Choose error types').waitFor()
  const zone = await ask<{ account: { timezone: string } }>(page, 'GET', '/api/v1/session')
  const { timezone } = zone.account
  const today = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: timezone }).format(new Date())
  await day(days.find((name) => name !== today) ?? '').uncheck()
  await preview().getByText('today is a quiet day').waitFor()
}, 60_000)

it('refuses seven quiet days where they stand, though the part was closed', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/integrations?add=error-follow-up`)
  await page.getByLabel('Name', { exact: true }).fill('Bar Pepe')
  await advanced().click()
  for (const name of days) await day(name).check()
  await advanced().click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const link = page.locator('[data-faults]').getByRole('link', { name: 'All seven days are quiet' })
  await link.click()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Monday')
  for (const name of days.slice(0, 5)) await day(name).uncheck()
  await page.getByLabel('Always attach a CSV file').check()
  await page.getByLabel('Weekly “I am alive” mail').check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.locator('[data-configured]').waitFor()
  const { items } = await ask<{ items: Record<string, unknown>[] }>(page, 'GET', '/api/v1/integrations')
  expect(items[0]).toMatchObject({
    quietDays: [6, 7],
    attachCsv: true,
    weeklyAlive: true,
    includeRecovered: true,
  })
  const refused = await page.evaluate(async (id) => {
    const answer = await fetch(`/api/v1/integrations/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ quietDays: [1, 2, 3, 4, 5, 6, 7] }),
    })
    return { status: answer.status, body: await answer.text() }
  }, String(items[0]?.id))
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('All seven days are quiet')
}, 60_000)

it('gives each of several recipients a language of their own', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/integrations`)
  await page.getByRole('link', { name: 'Bar Pepe' }).click()
  await page.getByLabel('Always attach a CSV file').waitFor()
  expect(await page.locator('[data-languages]').count()).toBe(0)
  await page.getByLabel('Email', { exact: true }).fill('ana@example.com, Olga@distributor.example')
  const own = page.locator('[data-languages]').getByLabel('Olga@distributor.example')
  expect(await own.inputValue()).toBe('en')
  await own.selectOption('ru')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.locator('[data-configured]').waitFor()
  const { items } = await ask<{ items: Record<string, unknown>[] }>(page, 'GET', '/api/v1/integrations')
  expect(items[0]).toMatchObject({ language: 'en', languages: { 'olga@distributor.example': 'ru' } })
  const toOlga = () => smtp.mails.filter((mail) => /^To: .*olga@/imu.test(mail))
  await expect.poll(() => toOlga().length).toBe(1)
  expect(toOlga()[0]).toContain('Content-Language: ru')
}, 60_000)

it('comes open where something in it was set, and sends what it says on any day', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/integrations`)
  await page.getByRole('link', { name: 'Bar Pepe' }).click()
  await page.getByLabel('Always attach a CSV file').waitFor()
  expect(await day('Sunday').isChecked()).toBe(true)
  expect(await day('Monday').isChecked()).toBe(false)
  await page.goto(`${agent.url}/integrations`)
  await page.getByRole('button', { name: 'Actions for Bar Pepe' }).click()
  await page.getByRole('button', { name: 'Discover and receive mail' }).click()
  await page.getByText('The mail was sent.').waitFor({ timeout: 60_000 })
  expect(smtp.mails.at(-1)).toMatch(/Content-Disposition: attachment; filename=activity-.*\.csv/u)
}, 90_000)

it('tells in the history of a quiet day and of a sign of life', async () => {
  const { page, agent } = house
  const { items } = await ask<{ items: { id: string }[] }>(page, 'GET', '/api/v1/integrations')
  const run = { test: false, counts: { Fail: 2 }, total: 2, minimumErrors: 1, recipients: [], digestId: null }
  const span = { since: '2026-11-20T06:00:00.000Z', until: '2026-11-21T06:00:00.000Z' }
  const quiet = { ...run, ...span, id: 'quiet', at: span.until, trigger: 'daily', sent: false, reason: 'quiet_day' }
  const sign = {
    ...run,
    ...span,
    id: 'sign',
    at: span.until,
    trigger: 'weekly',
    sent: true,
    reason: 'sent',
    counts: {},
  }
  await page.route('**/api/v1/integrations/*/runs?*', (route) =>
    route.fulfill({ json: { items: [sign, quiet], nextCursor: null } }),
  )
  await page.goto(`${agent.url}/integrations?history=${items[0]?.id}`)
  const card = (id: string) => page.locator(`[data-run=${id}]`)
  await card('quiet').getByText('Not sent: quiet day').waitFor()
  await card('quiet').getByText('What was found goes into the next digest.').waitFor()
  await card('sign').getByText('weekly “I am alive” mail').waitFor()
  await card('sign').getByText('No mail had been sent for seven days.').waitFor()
}, 60_000)
