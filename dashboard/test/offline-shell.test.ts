import type { Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { escposPrinter } from '../../agent/test/fakes/escpos-printer.ts'
import { complaintsOf, forgetSession } from './browser.ts'
import { openHouse } from './house.ts'
import { addPrinter, kioskPage, setAppPassword, wellStatus } from './kiosk-pad.ts'

// 127.0.0.1 is a secure context, as https is: here the service worker works.
const house = openHouse()
const printer = await escposPrinter({ status: wellStatus })
afterAll(() => printer.close())

/** Waits until the worker keeps a page and the overview. */
const kept = (page: Page, path: string) =>
  expect
    .poll(
      () =>
        page.evaluate(
          async (wanted) => {
            const found = await Promise.all(wanted.map((one) => caches.match(one, { ignoreVary: true })))
            return found.filter((one) => one !== undefined).length
          },
          ['/api/v1/overview', path],
        ),
      { timeout: 40_000, interval: 500 },
    )
    .toBe(2)

it('a page opens while the agent is away, with what was known last, and nothing of it is green', async () => {
  const { page, agent } = house
  await addPrinter(page, 'Kitchen printer', 'Kitchen', printer)
  await page.goto(`${agent.url}/devices`)
  await page.goto(agent.url)
  await page.locator('[data-badge=up]').first().waitFor({ timeout: 30_000 })
  await kept(page, '/')
  expect(await page.evaluate(async () => (await fetch('/sw.js')).headers.get('cache-control'))).toBe('no-cache')

  await agent.kill()
  const complaints = complaintsOf(page)
  await page.reload()
  await page.locator('[data-offline]').waitFor({ timeout: 20_000 })
  await page.locator('[data-band=lost]').waitFor()
  expect(await page.getByText('Kitchen printer').count()).toBeGreaterThan(0)
  expect(await page.locator('[data-badge=up]').count()).toBe(0)
  expect(await page.locator('[data-badge=stale]').count()).toBe(1)
  expect(complaints.filter((text) => !/ERR_|Failed to load/u.test(text))).toEqual([])

  await agent.restart()
  await page.locator('[data-badge=up]').first().waitFor({ timeout: 30_000 })
  expect(await page.locator('[data-offline]').count()).toBe(0)
}, 150_000)

it('what a person opens of the API is never kept', async () => {
  const { page, agent } = house
  await page.goto(agent.url)
  await kept(page, '/')
  for (const path of ['/api/v1/session', '/api/v1/system', '/api/v1/overview']) {
    expect((await page.goto(agent.url + path))?.status(), path).toBe(200)
  }
  await page.goto(agent.url)
  const ofTheApi = await page.evaluate(async () => {
    const requests = await caches.open('sereno-1').then((cache) => cache.keys())
    return requests.map(({ url }) => new URL(url).pathname).filter((path) => /^\/(?:api|metrics)/u.test(path))
  })
  expect(ofTheApi).toEqual(['/api/v1/overview'])
}, 90_000)

it('the kiosk opens so, too, and knows that it is paired', async () => {
  await setAppPassword(house.page)
  const { context, page } = await kioskPage(house, 'Bar iPad')
  await page.getByRole('heading', { name: 'All working' }).waitFor({ timeout: 30_000 })
  await kept(page, '/kiosk')
  await house.agent.kill()
  await page.reload()
  await page.locator('[data-problem=lost]').waitFor({ timeout: 20_000 })
  await page.locator('[data-tile][data-badge=stale]').first().waitFor()
  expect(await page.locator('.kiosk .tone-ok').count()).toBe(0)
  await house.agent.restart()
  await page.locator('[data-problem=lost]').waitFor({ state: 'detached', timeout: 30_000 })
  await context.close()
}, 150_000)

/** Whether no overview is kept. */
const forgotten = (page: Page): Promise<boolean> =>
  page.evaluate(async () => (await caches.match('/api/v1/overview', { ignoreVary: true })) === undefined)

it('what it kept goes once nobody is signed in any more', async () => {
  const { page, agent, context } = house
  await page.goto(agent.url)
  await kept(page, '/')
  const cookies = await context.cookies()
  await forgetSession(page)
  await page.goto(agent.url)
  await page.waitForURL('**/login')
  await expect.poll(() => forgotten(page), { timeout: 10_000 }).toBe(true)
  await context.addCookies(cookies)
}, 60_000)

it('a worker that is not wanted goes with all that it kept, and what it kept of a session goes at its end', async () => {
  const { page, agent } = house
  await page.goto(agent.url)
  await kept(page, '/')
  await page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE' }))
  await expect.poll(() => forgotten(page), { timeout: 10_000 }).toBe(true)
  // The page of the session that ended goes to sign in by itself, whenever it hears of that.
  const other = await house.context.newPage()
  await other.goto(`${agent.url}/login?worker=off`)
  const left = async () => (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length
  await expect.poll(() => other.evaluate(left), { timeout: 10_000 }).toBe(0)
}, 90_000)
