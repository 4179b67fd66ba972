import { beforeAll, expect, it } from 'vitest'
import { ask } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()

beforeAll(async () => {
  await ask(house.page, 'POST', '/api/v1/activity', [
    { message: 'Cashier charge failed' },
    { message: 'printer offline in the kitchen' },
    { message: 'Cancel retry!' },
  ])
})

it('keeps its filters in the address, and reads them from there', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/activity`)
  await page.locator('[data-entry]').nth(2).waitFor()
  await page.getByRole('checkbox', { name: /Retry/ }).uncheck()
  await page.getByLabel('Search').fill('kitchen')
  await page.waitForURL('**/activity?kinds=Error,Fail,Offline&q=kitchen')
  await page.waitForFunction(() => document.querySelectorAll('[data-entry]').length === 1)
  await page.reload()
  await page.locator('[data-entry]').first().waitFor()
  expect(await page.locator('[data-entry]').count()).toBe(1)
  expect(await page.getByRole('checkbox', { name: /Retry/ }).isChecked()).toBe(false)
  expect(await page.getByRole('link', { name: 'CSV' }).getAttribute('href')).toContain('kinds=Error%2CFail%2COffline')
}, 60_000)

it('says why: the rule and what was seen', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/activity?kinds=Fail`)
  await page.getByRole('button', { name: 'Why' }).first().click()
  await page.getByText('Rule', { exact: true }).waitFor()
  await page.getByText('What was seen').waitFor()
}, 60_000)

it('shows an entry as it happens, without a reload', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/activity`)
  await page.locator('[data-entry]').first().waitFor()
  await page.getByText('Live', { exact: true }).waitFor()
  const streaming = page.waitForResponse((response) => response.url().endsWith('/api/v1/events'))
  await page.reload()
  await streaming
  await page.locator('[data-entry]').first().waitFor()
  await ask(page, 'POST', '/api/v1/activity', { message: 'Payment terminal failed just now' })
  await page.getByText('Payment terminal failed just now').waitFor({ timeout: 10_000 })
}, 60_000)
