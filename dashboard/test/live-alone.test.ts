import { expect, it } from 'vitest'
import { ask } from './browser.ts'
import { openHouse } from './house.ts'
import { listener } from './listener.ts'

const house = openHouse()

it('is live without shared workers, too, as on an older iPad', async () => {
  const page = await house.context.newPage()
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'SharedWorker')
  })
  await page.goto(`${house.agent.url}/activity`)
  await page.locator('#view:not([aria-busy])').waitFor()
  expect(await page.evaluate(() => 'SharedWorker' in window)).toBe(false)
  await ask(house.page, 'POST', '/api/v1/activity', [{ message: 'Cashier charge failed alone' }])
  await page.locator('tr', { hasText: 'Cashier charge failed alone' }).first().waitFor({ timeout: 20_000 })
  await page.close()
}, 60_000)

it('counts open problems in the tab, on its icon and in the menu, and tells screen readers', async () => {
  const page = await house.context.newPage()
  await page.goto(`${house.agent.url}/system/appearance`)
  await page.getByRole('radio', { name: 'On', exact: true }).click()
  await page.locator('[data-announcer]').waitFor({ state: 'attached' })
  expect(await page.title()).toBe('Appearance · Sereno')
  const device = await listener()
  const made = { name: 'Till printer', type: 'printer', address: '127.0.0.1' }
  const probes = [{ type: 'tcp', everySeconds: 5, options: { port: device.port } }]
  const { id } = await ask<{ id: string }>(page, 'POST', '/api/v1/devices', { ...made, probes })
  await expect
    .poll(() => ask<{ state: string }>(page, 'GET', `/api/v1/devices/${id}`).then(({ state }) => state), {
      timeout: 30_000,
    })
    .toBe('up')
  await device.close()
  await page.waitForFunction(() => document.title.startsWith('(1) '), null, { timeout: 150_000 })
  expect(await page.locator('[data-announcer]').textContent()).toMatch(/\S/u)
  const icon = await page.locator('link[rel=icon]').getAttribute('href')
  expect(decodeURIComponent(icon ?? '')).toContain('>1</text>')
  await page.locator('[data-open-problems]', { hasText: '1 open problem' }).first().waitFor()
  // The chime was due: a tab says so to the others, that they keep quiet.
  await page.waitForFunction(() => Number(localStorage.getItem('sereno_chimed')) > 0)

  await ask(page, 'DELETE', `/api/v1/devices/${id}`)
  await page.waitForFunction(() => document.title === 'Appearance · Sereno', null, { timeout: 30_000 })
  expect(await page.locator('link[rel=icon]').getAttribute('href')).toBe('/favicon.svg')
  await page.evaluate(() => localStorage.clear())
  await page.close()
}, 240_000)
