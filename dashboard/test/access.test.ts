import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf } from './browser.ts'
import { firstChannel } from './channels.ts'
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
  const channel = await firstChannel(page)
  paths = [
    '/',
    '/devices',
    `/devices/${id}`,
    ...['history', 'identity', 'settings', 'notes'].map((tab) => `/devices/${id}?tab=${tab}`),
    '/activity',
    '/report',
    '/rollout',
    '/integrations',
    '/channels',
    `/channels?channel=${channel}`,
    '/integrations?add=error-follow-up',
    `/integrations?history=${followUp.id}`,
    '/console',
    '/kiosk',
    '/checkin',
    '/chat',
    '/opt-out',
    '/system',
    '/system/mail',
    '/system/backup',
    '/system/discovery',
    '/system/appearance',
    '/system/audit',
    '/system/about',
    '/docs',
    '/users',
    '/me',
    '/account',
    '/account/passwords',
    '/account/sessions',
    '/account/tokens',
    '/account/subscription',
    '/account/support',
    '/account/support?ticket=1',
    '/signup',
    '/trust',
    '/account/webhooks',
    '/account/privacy',
    '/account/danger',
    '/recover',
    '/reset',
    '/confirm',
    '/nowhere',
  ]
})

const themes = ['light', 'dark', 'contrast'] as const

interface Visit {
  language: string
  /** As chosen once: a browser keeps it, and each page has to begin with it. */
  theme: (typeof themes)[number]
  width: number
}

/** Everything once in each language and each theme, side by side: most of a visit is waiting. */
const visits: Visit[] = [
  { language: 'en', theme: 'contrast', width: 1280 },
  { language: 'es', theme: 'light', width: 320 },
  { language: 'ca', theme: 'dark', width: 320 },
  { language: 'ru', theme: 'light', width: 320 },
]

/** Of another theme only colours are left to look at: the page is the same. */
async function faultsOfColours(page: Page, chosen: Visit['theme']): Promise<string[]> {
  const found: string[] = []
  for (const theme of themes.filter((one) => one !== chosen)) {
    await page.evaluate((other) => document.documentElement.setAttribute('data-theme', other), theme)
    found.push(
      ...(await axeFaults(page, { rules: ['color-contrast', 'link-in-text-block'] })).map((text) => `${theme} ${text}`),
    )
  }
  await page.evaluate((before) => document.documentElement.setAttribute('data-theme', before), chosen)
  return found
}

it.concurrent.for(visits)(
  'no page has a fault of accessibility, an overflow at 320 px or an error in the console, in $language and $theme',
  { timeout: 480_000 },
  async ({ language, theme, width }, { expect }) => {
    const context = await house.browser.newContext({
      locale: 'en-GB',
      reducedMotion: 'reduce',
      storageState: await house.context.storageState(),
    })
    await context.addCookies([{ name: 'sereno_language', value: language, url: house.agent.url }])
    await context.addInitScript((chosen) => localStorage.setItem('sereno_theme', chosen), theme)
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    const found: string[] = []
    for (const path of paths) {
      await page.setViewportSize({ width, height: 800 })
      await page.goto(house.agent.url + path)
      await page.locator('#view:not([aria-busy]), main:not(:has(#view))').waitFor()
      await page.waitForFunction(() => document.querySelector('main .skeleton') === null)
      const html = page.locator('html')
      expect([path, await html.getAttribute('lang'), await html.getAttribute('data-theme')]).toEqual([
        path,
        language,
        theme,
      ])
      expect(await page.locator('h1').count(), path).toBe(1)
      const faults = [...(await axeFaults(page)), ...(width > 320 ? await faultsOfColours(page, theme) : [])]
      found.push(...faults.map((text) => `${path} ${text}`))
      await page.setViewportSize({ width: 320, height: 640 })
      // Some count anew what fits once they know the window's size.
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      await expect.poll(overflow, { message: `${path} at 320 px`, timeout: 15_000 }).toBeLessThanOrEqual(0)
    }
    expect(found).toEqual([])
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
    await context.close()
  },
)

it('the doors have no fault of accessibility either', async () => {
  const context = await house.browser.newContext({ locale: 'en-GB', colorScheme: 'dark' })
  const page = await context.newPage()
  await page.goto(`${house.agent.url}/login`)
  await page.getByRole('button', { name: 'Enter' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await context.close()
}, 60_000)
