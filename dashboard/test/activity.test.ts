import type { Page } from 'playwright-core'
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

/** Until the page hears of what happens: its stream is opened beside it, by a worker that several tabs share. */
const untilItHears = (page: Page, message: string) =>
  expect
    .poll(
      async () => {
        await ask(page, 'POST', '/api/v1/activity', { message })
        return page.locator('[data-entry]', { hasText: message }).count()
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBeGreaterThan(0)

it('keeps its filters in the address, and reads them from there', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/activity`)
  await page.locator('[data-entry]').nth(2).waitFor()
  await page.getByRole('checkbox', { name: /Retry/ }).uncheck()
  await page.getByRole('searchbox', { name: 'Search' }).fill('kitchen')
  await page.waitForURL('**/activity?kinds=Error,Fail,Offline&q=kitchen')
  await page.waitForFunction(() => document.querySelectorAll('[data-entry]').length === 1)
  await page.reload()
  await page.locator('[data-entry]').first().waitFor()
  expect(await page.locator('[data-entry]').count()).toBe(1)
  expect(await page.getByRole('checkbox', { name: /Retry/ }).isChecked()).toBe(false)
  await page.getByRole('button', { name: 'Export' }).click()
  for (const kind of ['CSV', 'JSON']) {
    const address = await page.getByRole('link', { name: kind }).getAttribute('href')
    expect(address).toContain(`/api/v1/activity.${kind.toLowerCase()}?`)
    expect(address).toContain('kinds=Error%2CFail%2COffline')
  }
}, 60_000)

it('says why: the rule and what was seen', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/activity?kinds=Fail`)
  await page.getByRole('button', { name: 'Why' }).first().click()
  await page.getByText('Rule', { exact: true }).waitFor()
  await page.getByText('What was seen').waitFor()
  await page.getByText('Evidence (JSON)').click()
  expect(await page.locator('[data-detail] pre').innerText()).toContain('"message": "Cashier charge failed"')
}, 60_000)

it('shows an entry as it happens, without a reload', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/activity`)
  await page.locator('[data-entry]').first().waitFor()
  await untilItHears(page, 'Payment terminal failed at noon')
  await ask(page, 'POST', '/api/v1/activity', { message: 'Payment terminal failed just now' })
  await page.getByText('Payment terminal failed just now').waitFor({ timeout: 10_000 })
}, 60_000)

it('puts repeats in one row that opens to each of them', async () => {
  const { page, agent } = house
  await ask(
    page,
    'POST',
    '/api/v1/activity',
    Array.from({ length: 14 }, () => ({ message: 'Retrying to save order 7' })),
  )
  await page.goto(`${agent.url}/activity?q=order`)
  await page.locator('[data-times]').waitFor()
  expect(await page.locator('[data-times]').innerText()).toBe('×14')
  expect(await page.locator('[data-entry]').count()).toBe(1)
  await page.getByRole('button', { name: 'Show each' }).click()
  await page.waitForFunction(() => document.querySelectorAll('[data-entry]').length === 15)
  await page.getByRole('switch', { name: 'Group repeats' }).click()
  await page.waitForURL('**/activity?q=order&group=no')
  await page.waitForFunction(() => document.querySelectorAll('[data-entry]').length === 14)
}, 60_000)

it('never moves what someone reads: what comes meanwhile waits behind a button', async () => {
  const { page, agent } = house
  const many = Array.from({ length: 60 }, (_, n) => ({ message: `Charge ${n} failed` }))
  await ask(page, 'POST', '/api/v1/activity', many)
  await page.goto(`${agent.url}/activity`)
  await untilItHears(page, 'Charge of the first table failed')
  await page.locator('[data-entry]').nth(40).scrollIntoViewIfNeeded()
  await page.waitForFunction(() => document.querySelectorAll('[data-entry]').length > 50)
  const reading = page.locator('[data-entry]').nth(30)
  const before = await reading.getAttribute('data-entry')
  await ask(page, 'POST', '/api/v1/activity', { message: 'Drawer failed while you read' })
  await page.locator('[data-held]').waitFor()
  expect(await page.locator('[data-held]').innerText()).toContain('1 new')
  expect(await reading.getAttribute('data-entry')).toBe(before)
  await page.locator('[data-held]').click()
  await page.getByText('Drawer failed while you read').waitFor()
  expect(await page.locator('[data-held]').count()).toBe(0)
}, 60_000)

it('keeps what it has where the summary fails, and says so', async () => {
  const { page, agent } = house
  await page.route('**/api/v1/activity/summary*', (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"title":"The summary failed"}' }),
  )
  await page.goto(`${agent.url}/activity`)
  await page.getByText('The summary failed').waitFor()
  await page.locator('[data-entry]').first().waitFor()
  await page.unroute('**/api/v1/activity/summary*')
}, 60_000)
