import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from './browser.ts'
import { catchablePage, ready, wrongAnswers } from './hostile.ts'
import { openHouse } from './house.ts'
import { listener } from './listener.ts'

const house = openHouse()
let paths: string[] = []
let id = ''
let till: Awaited<ReturnType<typeof listener>>
/** All but who is signed in, which every page asks first (`lost-everywhere`). */
const questions = /\/api\/v1\/(?!start|events)/u

beforeAll(async () => {
  till = await listener()
  const probes = [{ type: 'tcp', everySeconds: 5, options: { port: till.port } }]
  await ask(house.page, 'POST', '/api/v1/devices', { name: 'Till', type: 'other', address: '127.0.0.1', probes })
  const made = { name: 'Kitchen printer', type: 'printer', place: 'Kitchen', address: '127.0.0.7', probes: [] }
  ;({ id } = await ask<{ id: string }>(house.page, 'POST', '/api/v1/devices', made))
  await ask(house.page, 'POST', '/api/v1/activity', [{ message: 'Cashier charge failed' }])
  paths = [
    '/',
    '/devices',
    `/devices/${id}`,
    '/activity',
    '/report',
    '/integrations',
    '/console',
    '/system',
    '/system/mail',
  ]
})
afterAll(async () => {
  await till.close()
})

describe.each(Object.entries(wrongAnswers))('an agent that %s', (_, answer) => {
  it('is told in words on every page, which comes right once it answers as it should', async () => {
    const { page, complaints, close } = await catchablePage(house)
    for (const path of paths) {
      await page.route(questions, answer)
      await page.goto(house.agent.url + path)
      await page.locator('main [role=alert], [data-band=lost], [data-band=unready]').first().waitFor()
      expect(await page.locator('h1').count(), path).toBe(1)
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      const again = page.locator('main').getByRole('button', { name: 'Try again' }).first()
      const wrong = page.locator('main [role=alert], [data-band=lost]')
      // One that comes late moves what is being pressed: whoever sees it still there presses again.
      const press = async () => {
        if (await again.isVisible()) await again.click({ timeout: 2000 }).catch(() => {})
        return wrong.count()
      }
      await expect.poll(press, { message: path, timeout: 25_000, interval: 1000 }).toBe(0)
      await ready(page)
    }
    expect(complaints()).toEqual([])
    await close()
  }, 120_000)
})

it('shows the shape of the page while a slow agent thinks, then what it said', async () => {
  const { page, complaints, close } = await catchablePage(house)
  const release = Promise.withResolvers<void>()
  await page.route(questions, async (route) => {
    await release.promise
    await route.continue()
  })
  await page.goto(`${house.agent.url}/devices`)
  await page.locator('#view:not([aria-busy]) .skeleton').first().waitFor()
  expect(await page.locator('[role=alert], [data-band]').count()).toBe(0)
  release.resolve()
  await page.getByRole('link', { name: 'Kitchen printer' }).first().waitFor()
  expect(await page.locator('main .skeleton').count()).toBe(0)
  expect(complaints()).toEqual([])
  await close()
}, 60_000)

it.each(['/api/v1/overview', '/api/v1/devices?limit=500'])(
  'leaves out a slow answer that a newer one overtook: %s',
  async (question) => {
    const { page, complaints, close } = await catchablePage(house)
    const [pathname] = question.split('?')
    const isOverview = pathname === '/api/v1/overview'
    const release = Promise.withResolvers<void>()
    const delivered = Promise.withResolvers<void>()
    let count = 0
    await page.route(
      (url) => url.pathname === pathname,
      async (route) => {
        count += 1
        if (count > 1) return route.continue()
        const response = await route.fetch()
        await release.promise
        await route.fulfill({ response })
        delivered.resolve()
      },
    )
    await page.goto(house.agent.url + (isOverview ? '/' : '/devices'))
    await page.locator('[data-announcer]').waitFor({ state: 'attached' })
    await expect.poll(() => count).toBe(1)
    const name = `Newcomer ${isOverview ? 'one' : 'two'}`
    const made = { name, type: 'printer', address: isOverview ? '127.0.0.8' : '127.0.0.9', probes: [] }
    await ask(house.page, 'POST', '/api/v1/devices', made)
    // Contact that comes back, or a change, has the page ask again.
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
    const newcomer = page.locator('main').getByText(name).first()
    await newcomer.waitFor({ timeout: 25_000 })
    release.resolve()
    await delivered.promise
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    expect(await newcomer.isVisible()).toBe(true)
    expect(complaints()).toEqual([])
    await close()
  },
  60_000,
)

it('takes someone to the login when the agent no longer knows them, and back to the same filters', async () => {
  const { page, complaints, close } = await catchablePage(house)
  await page.goto(`${house.agent.url}/devices?place=Kitchen`)
  await ready(page)
  await page.context().clearCookies()
  await page.reload()
  await page.waitForURL(`**/login?next=${encodeURIComponent('/devices?place=Kitchen')}`)
  await page.getByRole('button', { name: 'Enter' }).waitFor()
  expect(complaints()).toEqual([])
  await close()
}, 60_000)

it.each([-5, 5])(
  'shows what is fresh as fresh, and both times, where the two clocks differ by %i hours',
  async (hours) => {
    const { page, complaints, close } = await catchablePage(house)
    await page.clock.install({ time: Date.now() + hours * 3_600_000 })
    await page.clock.resume()
    for (const path of paths) {
      await page.goto(house.agent.url + path)
      await page.locator('[data-band=clock]').waitFor()
      await page.locator('#view:not([aria-busy])').waitFor()
      expect(await page.locator('main [role=alert]').count(), path).toBe(0)
      if (path === '/devices') await page.locator('main [data-badge=up]').first().waitFor()
    }
    expect(complaints()).toEqual([])
    await close()
  },
  120_000,
)
