import { expect, it } from 'vitest'
import { ask } from './browser.ts'
import { openHouse } from './house.ts'
import { listener } from './listener.ts'

const house = openHouse()

it('turns nothing green once the agent is gone, says so, and takes up again when it is back', async () => {
  const { page, agent } = house
  const device = await listener()
  const probes = [{ type: 'tcp', everySeconds: 5, options: { port: device.port } }]
  await ask(page, 'POST', '/api/v1/devices', { name: 'Till', type: 'other', address: '127.0.0.1', probes })
  await page.goto(agent.url)
  await page.locator('[data-badge=up]').waitFor({ timeout: 30_000 })
  expect(await page.locator('[data-pill=live]').count()).toBe(1)

  await agent.kill()
  await page.locator('[data-band=lost]').waitFor({ timeout: 15_000 })
  expect(await page.locator('[data-badge=up]').count()).toBe(0)
  expect(await page.locator('[data-badge=stale]').count()).toBe(1)
  expect(await page.locator('[data-verdict]').getAttribute('data-verdict')).toBe('unknown')
  expect(await page.title()).toMatch(/^⚠/u)

  await agent.restart()
  await page.locator('[data-band=back]').waitFor({ timeout: 15_000 })
  await page.locator('[data-badge=up]').waitFor({ timeout: 30_000 })
  await device.close()
}, 120_000)

it('shows a device that nobody has looked at for long as one without data', async () => {
  const { agent } = house
  // What a worker fetches cannot be answered from here: the page asks for everything itself.
  const storageState = await house.context.storageState()
  const context = await house.browser.newContext({ locale: 'en-GB', storageState, serviceWorkers: 'block' })
  const page = await context.newPage()
  await page.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'))
  await page.route('**/api/v1/overview', async (route) => {
    const response = await route.fetch()
    const overview = await response.json()
    const observedAt = new Date(Date.now() - 26_000).toISOString()
    for (const device of overview.devices) Object.assign(device, { observedAt, state: 'up', cause: null })
    await route.fulfill({ response, json: overview })
  })
  await page.route('**/api/v1/events', (route) => route.abort())
  await page.goto(agent.url)
  await page.locator('[data-badge=stale]').first().waitFor()
  expect(await page.locator('[data-badge=up]').count()).toBe(0)
  expect(await page.locator('[data-verdict]').getAttribute('data-verdict')).not.toBe('well')
  await context.close()
}, 60_000)
