import { expect, it } from 'vitest'
import { ask } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()

it('keeps opening hours past midnight and holidays', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/system/discovery`)
  await page.getByRole('button', { name: '12:00–24:00' }).click()
  await page.getByRole('button', { name: 'Set the hours of each day' }).click()
  await page.getByLabel('Friday: Opens').fill('18:00')
  await page.getByLabel('Friday: Closes').fill('03:00')
  await page.getByText('until the next day').first().waitFor()
  await page.getByRole('button', { name: 'Add a day' }).click()
  await page.getByLabel('Day', { exact: true }).fill('2026-12-25')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.locator('[data-toast]', { hasText: 'Saved' }).waitFor()
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
  await page.getByRole('button', { name: 'Another server' }).click()
  await page.getByLabel('Mail server (SMTP)').fill('127.0.0.1')
  await page.getByLabel('Port', { exact: true }).fill('1')
  await page.getByLabel('Sender').fill('sereno@example.com')
  await page.getByRole('button', { name: 'Send test mail' }).click()
  await page.locator('[data-stage=connected][data-state=failed]').waitFor({ timeout: 60_000 })
}, 90_000)

it('does not write over what someone else saved meanwhile, unless told to', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/system/discovery`)
  await page.getByLabel('Address', { exact: true }).fill('Calle Mayor 1')
  await ask(page, 'PATCH', '/api/v1/settings/venue', { address: 'Calle Menor 2' })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Someone else has changed this meanwhile').waitFor()
  const address = async () => (await ask<{ address: string }>(page, 'GET', '/api/v1/settings/venue')).address
  expect(await address()).toBe('Calle Menor 2')
  await page.getByRole('button', { name: 'Save mine' }).click()
  await page.locator('[data-toast]', { hasText: 'Saved' }).waitFor()
  expect(await address()).toBe('Calle Mayor 1')
}, 60_000)

it('shows on a phone what the form would do before the bar that saves it, and beside the form where there is room', async () => {
  const page = await house.context.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${house.agent.url}/integrations?add=error-follow-up`)
  const preview = page.locator('[data-preview]')
  await preview.waitFor()
  const isInForm = () => preview.evaluate((part) => part.closest('form') !== null)
  expect(await isInForm()).toBe(true)
  await page.setViewportSize({ width: 1280, height: 800 })
  await expect.poll(isInForm).toBe(false)
  expect(await preview.count()).toBe(1)
  await page.close()
}, 60_000)
