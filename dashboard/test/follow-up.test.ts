import { expect, it } from 'vitest'
import { ask } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()

it('adds an Error Follow Up from the catalogue with a preview that tells what it would do', async () => {
  const { page, agent } = house
  await ask(page, 'POST', '/api/v1/activity', [
    { message: 'one offline' },
    { message: 'two offline' },
    { message: 'three offline' },
    { message: 'one failed' },
  ])
  await page.goto(`${agent.url}/integrations`)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /^Add: / })
    .first()
    .click()
  await page.waitForURL('**/integrations?add=error-follow-up')
  const preview = page.locator('[data-preview]')
  await page.getByLabel('Minimum error threshold').fill('2')
  await page.getByText('In the last 24 h: 3 Offline, 1 Fail').waitFor()
  expect((await preview.innerText()).replaceAll('\u00a0', ' ')).toContain('a mail WOULD be sent (4 ≥ 2)')
  await page.getByLabel('Minimum error threshold').fill('5')
  await page.getByText('would NOT be sent').waitFor()

  await page.getByLabel('Name', { exact: true }).fill('Bar Pepe')
  await page.getByLabel('Email', { exact: true }).fill('ops@distributor.example, ana@example.com')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Configured.').waitFor()
  const card = page.getByRole('article', { name: 'Bar Pepe' })
  expect(await card.innerText()).toContain('ops@distributor.example')
  expect(await card.getByText('Next run').isVisible()).toBe(true)
}, 60_000)

it('discovers and receives mail from the menu, and tells of every run', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/integrations`)
  await page.getByRole('button', { name: 'Actions for Bar Pepe' }).click()
  await page.getByRole('button', { name: 'Discover and receive mail' }).click()
  await page.getByText(/^The mail is ready/).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Actions for Bar Pepe' }).click()
  await page.getByRole('link', { name: 'History' }).click()
  const run = page.locator('[data-run]').first()
  await run.waitFor()
  expect(await run.innerText()).toContain('on demand')
  expect(await run.innerText()).toContain('ops@distributor.example')
}, 120_000)

it('keeps opening hours past midnight and holidays', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/system/discovery`)
  await page.getByRole('switch', { name: 'The venue has opening hours' }).click()
  await page.getByLabel('Friday: Opens').fill('18:00')
  await page.getByLabel('Friday: Closes').fill('03:00')
  await page.getByText('until the next day').waitFor()
  await page.getByRole('button', { name: 'Add a day' }).click()
  await page.getByLabel('Day', { exact: true }).fill('2026-12-25')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  const venue = await ask<{ openingHours: { days: unknown[]; holidays: unknown[] } }>(
    page,
    'GET',
    '/api/v1/settings/venue',
  )
  expect(venue.openingHours.days).toContainEqual({ day: 5, from: '18:00', to: '03:00' })
  expect(venue.openingHours.holidays).toEqual([{ date: '2026-12-25' }])
}, 60_000)

it('tries a mail server and tells how far it came', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/system/mail`)
  await page.getByLabel('Mail server (SMTP)').fill('127.0.0.1')
  await page.getByLabel('Port', { exact: true }).fill('1')
  await page.getByLabel('Sender').fill('sereno@example.com')
  await page.getByRole('button', { name: 'Send test mail' }).click()
  await page.locator('[data-stage=connected][data-state=failed]').waitFor({ timeout: 60_000 })
}, 90_000)
