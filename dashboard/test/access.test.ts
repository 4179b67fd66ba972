import { AxeBuilder } from '@axe-core/playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let paths: string[] = []

beforeAll(async () => {
  const { page } = house
  const made = { name: 'Kitchen printer', type: 'printer', place: 'Kitchen', address: '127.0.0.7' }
  const { id } = await ask<{ id: string }>(page, 'POST', '/api/v1/devices', made)
  await ask(page, 'POST', '/api/v1/activity', [{ message: 'Cashier charge failed' }, { message: 'printer offline' }])
  const form = { type: 'error-follow-up', name: 'Bar Pepe', emails: 'ops@distributor.example' }
  const followUp = await ask<{ id: string }>(page, 'POST', '/api/v1/integrations', form)
  paths = [
    '/',
    '/devices',
    `/devices/${id}`,
    ...['history', 'identity', 'settings', 'notes'].map((tab) => `/devices/${id}?tab=${tab}`),
    '/activity',
    '/report',
    '/integrations',
    '/integrations?add=error-follow-up',
    `/integrations?history=${followUp.id}`,
    '/kiosk',
    '/checkin',
    '/system',
    '/system/mail',
    '/system/discovery',
    '/system/appearance',
    '/system/about',
    '/docs',
    '/nowhere',
  ]
})

describe.each(['light', 'dark', 'contrast'] as const)('in the %s theme', (theme) => {
  it('no page has a fault of accessibility, an overflow at 320 px or an error in the console', async () => {
    // A theme that is chosen is kept by the browser: each has one of its own.
    const context = await house.browser.newContext({
      locale: 'en-GB',
      storageState: await house.context.storageState(),
    })
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.addInitScript((chosen) => localStorage.setItem('sereno_theme', chosen), theme)
    for (const path of paths) {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto(house.agent.url + path)
      expect(await page.locator('html').getAttribute('data-theme')).toBe(theme)
      await page.locator('#view:not([aria-busy]), main:not(:has(#view))').waitFor()
      await page.waitForFunction(() => document.querySelector('main .skeleton') === null)
      expect(await page.locator('h1').count(), path).toBe(1)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      expect(found).toEqual([])
      await page.setViewportSize({ width: 320, height: 640 })
      // Some count anew what fits once they know the window's size.
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      await expect.poll(overflow, { message: `${path} at 320 px` }).toBeLessThanOrEqual(0)
    }
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
    await page.close()
  }, 240_000)
})

it.each(['es', 'ca', 'ru'])(
  'the words of %s fit on the smallest screen',
  async (language) => {
    const page = await house.context.newPage()
    await house.context.addCookies([{ name: 'sereno_language', value: language, url: house.agent.url }])
    await page.setViewportSize({ width: 320, height: 640 })
    for (const path of paths) {
      await page.goto(house.agent.url + path)
      await page.waitForFunction(() => document.querySelector('main .skeleton') === null)
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow, path).toBeLessThanOrEqual(0)
      if (path === '/nowhere') continue
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id }) => `${path} ${id}`)).toEqual([])
    }
    await house.context.clearCookies({ name: 'sereno_language' })
    await page.close()
  },
  240_000,
)

it('the doors have no fault of accessibility either', async () => {
  const context = await house.browser.newContext({ locale: 'en-GB', colorScheme: 'dark' })
  const page = await context.newPage()
  await page.goto(`${house.agent.url}/login`)
  await page.getByRole('button', { name: 'Enter' }).waitFor()
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
  await context.close()
}, 60_000)
