import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { ask, complaintsOf } from './browser.ts'
import { catchablePage, ready } from './hostile.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let id = ''

beforeAll(async () => {
  const made = { name: 'Kitchen printer', type: 'printer', place: 'Kitchen', address: '127.0.0.7', probes: [] }
  ;({ id } = await ask<{ id: string }>(house.page, 'POST', '/api/v1/devices', made))
  await ask(house.page, 'POST', '/api/v1/activity', [{ message: 'Cashier charge failed' }])
})

const unprovoked = (complaints: readonly string[]) =>
  complaints.filter((text) => !/Failed to load resource|net::ERR_|Failed to fetch dynamically/u.test(text))

async function open(path: string): Promise<Page> {
  const page = await house.context.newPage()
  await page.goto(house.agent.url + path)
  await ready(page)
  return page
}

it('shows in one tab what was changed in the other', async () => {
  const [one, two] = [await open(`/devices/${id}?tab=settings`), await open('/devices')]
  const complaints = [complaintsOf(one), complaintsOf(two)]
  await ask(one, 'PATCH', `/api/v1/devices/${id}`, { name: 'Grill printer' })
  await two.getByRole('link', { name: 'Grill printer' }).first().waitFor({ timeout: 10_000 })
  await one.getByRole('heading', { level: 1, name: 'Grill printer' }).waitFor({ timeout: 10_000 })
  expect(complaints.flat()).toEqual([])
  await Promise.all([one.close(), two.close()])
}, 60_000)

it('stands a reload in the middle of a save', async () => {
  const { page, complaints, close } = await catchablePage(house)
  await page.goto(`${house.agent.url}/devices/${id}?tab=settings`)
  await ready(page)
  const asked = Promise.withResolvers<void>()
  const reloaded = Promise.withResolvers<void>()
  await page.route(`**/api/v1/devices/${id}`, async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    asked.resolve()
    await reloaded.promise
    await route.continue().catch(() => {})
  })
  const field = page.getByRole('tabpanel').getByLabel('Place')
  await field.fill('Cellar')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await asked.promise
  page.once('dialog', (dialog) => void dialog.accept())
  await page.reload()
  reloaded.resolve()
  await ready(page)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(complaints()).toEqual([])
  await close()
}, 60_000)

it('goes back and forward between filters, pages and a device', async () => {
  const page = await open('/devices?place=Kitchen')
  const complaints = complaintsOf(page)
  await page.goto(`${house.agent.url}/activity?q=charge`)
  await ready(page)
  await page.goto(`${house.agent.url}/devices/${id}`)
  await ready(page)
  await page.goBack()
  await page.getByLabel('Search', { exact: true }).and(page.locator('main input')).waitFor()
  expect(new URL(page.url()).search).toBe('?q=charge')
  await page.goBack()
  await page.getByRole('link', { name: 'Grill printer' }).first().waitFor()
  expect(new URL(page.url()).search).toBe('?place=Kitchen')
  await page.goForward()
  await page.goForward()
  await page.getByRole('heading', { level: 1, name: 'Grill printer' }).waitFor()
  expect(complaints).toEqual([])
  await page.close()
}, 60_000)

it('throws nothing when parts of a page are wanted while the agent that serves them is gone', async () => {
  const pages = [
    await open('/devices'),
    await open(`/devices/${id}`),
    await open('/activity'),
    await open('/integrations'),
  ]
  const complaints = pages.map(complaintsOf)
  for (const page of pages) await page.locator('[data-announcer]').waitFor({ state: 'attached' })
  await house.agent.kill()
  const [list, device, log, follow] = pages
  await list?.getByRole('button', { name: 'Add device' }).click()
  for (const tab of ['History', 'Identity', 'Settings', 'Notes']) await device?.getByRole('tab', { name: tab }).click()
  await device?.getByRole('button', { name: 'Rename' }).click()
  await log?.locator('[data-entry] button').first().click()
  await log?.getByRole('button', { name: /^Export/u }).click()
  await log
    ?.getByRole('button', { name: /CSV/u })
    .or(log.getByRole('link', { name: /CSV/u }))
    .first()
    .click()
  await follow?.getByRole('button', { name: 'Add', exact: true }).click()
  for (const page of pages) await page.locator('[data-band=lost]').waitFor({ timeout: 15_000 })
  await house.agent.restart()
  for (const page of pages) await page.locator('[data-band=lost]').waitFor({ state: 'detached', timeout: 20_000 })
  expect(unprovoked(complaints.flat())).toEqual([])
  await Promise.all(pages.map((page) => page.close()))
}, 90_000)
