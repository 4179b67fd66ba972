import { expect, it } from 'vitest'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'
import { listener } from './listener.ts'
import { seenAs } from './seen-as.ts'

const house = openHouse()

/** Signed in, and without the service worker, whose own questions no test can answer. */
const withoutWorker = async () =>
  house.browser.newContext({
    locale: 'en-GB',
    storageState: await house.context.storageState(),
    serviceWorkers: 'block',
  })

it('says that the agent is starting while something else answers in its place, and goes on by itself', async () => {
  const page = await house.context.newPage()
  await page.route('**/api/v1/start', (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
  )
  await page.goto(`${house.agent.url}/devices`)
  await page.locator('[data-band=unready]').waitFor()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.locator('#view:not([aria-busy])').waitFor({ timeout: 20_000 })
  expect(await page.locator('[data-band]').count()).toBe(0)
  await page.close()
}, 60_000)

it('says that the agent is not ready where it answers its first question with an error, and goes on by itself', async () => {
  const context = await withoutWorker()
  const page = await context.newPage()
  await page.route('**/api/v1/start', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: 'Oops', status: 500, code: 'unexpected', detail: 'Oops' }),
    }),
  )
  await page.goto(`${house.agent.url}/devices`)
  await page.locator('[data-band=unready]').waitFor()
  // It is asked again and again, and that it answers is no sign of health.
  await page.waitForResponse('**/api/v1/start')
  expect(await page.locator('[data-band=unready]').count()).toBe(1)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.locator('#view:not([aria-busy])').waitFor({ timeout: 20_000 })
  expect(await page.locator('[data-band]').count()).toBe(0)
  await context.close()
}, 60_000)

it('shows both times and what to do when the clocks differ', async () => {
  const page = await house.context.newPage()
  await page.clock.install({ time: Date.now() - 3_600_000 })
  await page.clock.resume()
  await page.goto(`${house.agent.url}/devices`)
  const band = page.locator('[data-band=clock]')
  await band.waitFor({ timeout: 20_000 })
  expect((await band.innerText()).match(/\d\d:\d\d:\d\d/gu)).toHaveLength(2)
  expect(await band.innerText()).toContain('Set the clock')
  await page.close()
}, 60_000)

it('tells someone whose role lacks a page who may open it', async () => {
  const context = await withoutWorker()
  const page = await context.newPage()
  await seenAs(page, 'kiosk')
  await page.goto(`${house.agent.url}/devices`)
  await page.getByRole('heading', { name: 'Not for your role' }).waitFor()
  expect(await page.locator('main').innerText()).toMatch(/technician, advisor,? and administrator/u)
  expect(await page.getByRole('link', { name: 'Activity' }).filter({ visible: true }).count()).toBe(0)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await context.close()
}, 60_000)

it('lets no button ask an agent that is away, and says why where the keyboard reaches it', async () => {
  const made = { name: 'Bell', type: 'other', address: '127.0.0.9' }
  const { id } = await ask<{ id: string }>(house.page, 'POST', '/api/v1/devices', made)
  const page = await house.context.newPage()
  await page.goto(`${house.agent.url}/devices/${id}`)
  const check = page.getByRole('button', { name: 'Check now' })
  await check.waitFor()
  expect(await check.getAttribute('aria-disabled')).toBeNull()
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET') asked.push(request.url())
  })
  await page.route('**/*', (route) => route.abort())
  await page.locator('[data-band=lost]').waitFor({ timeout: 30_000 })
  expect(await check.getAttribute('aria-disabled')).toBe('true')
  await check.focus()
  await page.keyboard.press('Enter')
  await page.locator('[data-toast]', { hasText: 'No contact with the box' }).waitFor()
  expect(asked).toEqual([])
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await expect.poll(() => check.getAttribute('aria-disabled'), { timeout: 30_000 }).toBeNull()
  await page.close()
}, 90_000)

it('lets no switch of an integration, and no item of its menu, ask an agent that is away', async () => {
  const form = { type: 'error-follow-up', active: true, name: 'Bar', test: true, emails: 'ana@bar.example' }
  await ask(house.page, 'POST', '/api/v1/integrations', { ...form, minimumErrors: 1, kinds: ['Fail'] })
  const page = await house.context.newPage()
  await page.goto(`${house.agent.url}/integrations`)
  const active = page.getByRole('switch', { name: 'Active' })
  await active.waitFor()
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET') asked.push(request.url())
  })
  await page.route('**/*', (route) => route.abort())
  await page.locator('[data-band=lost]').waitFor({ timeout: 30_000 })
  await active.press('Space')
  await page.locator('[data-toast]', { hasText: 'No contact with the box' }).waitFor()
  expect(await active.isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Actions for Bar' }).click()
  for (const name of ['Discover and receive mail', 'Deactivate', 'Delete']) {
    expect(await page.getByRole('button', { name }).getAttribute('aria-disabled'), name).toBe('true')
  }
  expect(asked).toEqual([])
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.close()
}, 90_000)

it('shows nothing green on any page once the agent is gone, and says so within ten seconds', async () => {
  const device = await listener()
  const probes = [{ type: 'tcp', everySeconds: 5, options: { port: device.port } }]
  const made = { name: 'Till', type: 'other', address: '127.0.0.1', probes }
  const { id } = await ask<{ id: string }>(house.page, 'POST', '/api/v1/devices', made)
  const state = () => ask<{ state: string }>(house.page, 'GET', `/api/v1/devices/${id}`).then((one) => one.state)
  await expect.poll(state, { timeout: 30_000 }).toBe('up')

  const paths = [
    '/',
    '/devices',
    `/devices/${id}`,
    '/activity',
    '/integrations',
    '/console',
    '/system',
    '/system/discovery',
  ]
  const pages = []
  for (const path of paths) {
    const page = await house.context.newPage()
    await page.goto(house.agent.url + path)
    await page.locator('#view:not([aria-busy])').waitFor()
    await page.locator('[data-announcer]').waitFor({ state: 'attached' })
    // A part that has not come yet makes the page come anew on return.
    if (path === '/system/discovery') await page.locator('#retention').waitFor()
    pages.push({ page, path, complaints: complaintsOf(page) })
  }
  await house.agent.kill()
  const gone = Date.now()
  for (const { page } of pages) await page.locator('[data-band=lost]').waitFor({ timeout: 15_000 })
  expect(Date.now() - gone).toBeLessThan(10_000)
  for (const { page, path, complaints } of pages) {
    // The bars of the last 24 hours tell of the past; their patterns are rectangles.
    const green = page.locator(
      'main [data-badge=up], main .tone-ok:not(rect, :empty), header .tone-ok, [data-verdict=well]',
    )
    const seen = await green.filter({ visible: true }).evaluateAll((all) => all.map(({ outerHTML }) => outerHTML))
    expect(seen, path).toEqual([])
    expect(await page.title(), path).toMatch(/^⚠ /u)
    expect(
      complaints.filter((text) => !text.includes('Failed to load resource')),
      path,
    ).toEqual([])
  }
  const first = pages[0]?.page
  await first?.locator('[data-tries]').waitFor()
  // The search needs the agent for its devices: it says so, and throws nothing.
  await first?.keyboard.press('Control+k')
  await first?.getByRole('dialog').waitFor()
  await house.agent.restart()
  // It goes again after a while: seen by all at once.
  await Promise.all(pages.map(({ page }) => page.locator('[data-band=back]').waitFor({ timeout: 20_000 })))
  for (const { page } of pages) await page.close()
  await device.close()
}, 150_000)
