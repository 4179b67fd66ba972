import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf } from './browser.ts'
import { ready } from './hostile.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let id = ''

beforeAll(async () => {
  const { page } = house
  const made = { name: 'Kitchen printer', type: 'printer', place: 'Kitchen', address: '127.0.0.7', probes: [] }
  ;({ id } = await ask<{ id: string }>(page, 'POST', '/api/v1/devices', made))
  await ask(page, 'POST', '/api/v1/activity', [{ message: 'Cashier charge failed' }])
  const form = { type: 'error-follow-up', name: 'Daily', emails: 'ops@distributor.example' }
  await ask(page, 'POST', '/api/v1/integrations', form)
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first()
const dialog = (page: Page) => page.getByRole('dialog').first().waitFor()

const overflowOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

/** What opens over a page or within it: where, how, and that it is open. */
const opened: [what: string, path: () => string, open: (page: Page) => Promise<unknown>][] = [
  [
    'the search',
    () => '/',
    async (page) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Search' }).fill('kitchen')
      await page.getByRole('option', { name: /^Kitchen printer/u }).waitFor()
    },
  ],
  ['the list of keys', () => '/', async (page) => [await page.keyboard.press('?'), await dialog(page)]],
  ['the help', () => '/devices', async (page) => [await button(page, 'Help').click(), await dialog(page)]],
  [
    'the menu of the person',
    () => '/',
    async (page) => {
      await button(page, /^Ana Pérez/u).click()
      await button(page, 'Log out').waitFor()
    },
  ],
  ['a new device', () => '/devices#add', async (page) => dialog(page)],
  [
    'a device beside the list',
    () => `/devices?open=${id}`,
    async (page) => page.locator('.beside').getByRole('heading', { name: 'Kitchen printer' }).waitFor(),
  ],
  [
    'devices picked together',
    () => '/devices',
    async (page) => page.locator('tbody input[type=checkbox]').first().check(),
  ],
  ['more for a device', () => `/devices/${id}`, async (page) => button(page, 'More actions').click()],
  [
    'a device to be removed',
    () => `/devices/${id}`,
    async (page) => {
      await button(page, 'More actions').click()
      await button(page, 'Delete device').click()
      await dialog(page)
    },
  ],
  ['an entry', () => '/activity', async (page) => page.locator('[data-entry] button').first().click()],
  ['the export', () => '/activity', async (page) => button(page, /^Export/u).click()],
  ['the catalogue', () => '/integrations', async (page) => [await button(page, 'Add').click(), await dialog(page)]],
  [
    'a route of the interface',
    () => '/docs',
    async (page) => {
      await page.locator('main details summary').first().click()
      await page.locator('main details[open] pre').first().waitFor()
    },
  ],
  ['the actions of an integration', () => '/integrations', async (page) => button(page, 'Actions for Daily').click()],
]

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it('nothing that opens has a fault of accessibility, or an overflow at 320 px', async () => {
    const context = await house.browser.newContext({
      locale: 'en-GB',
      colorScheme,
      reducedMotion: 'reduce',
      storageState: await house.context.storageState(),
    })
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    const found: string[] = []
    for (const [what, path, open] of opened) {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto('about:blank')
      await page.goto(house.agent.url + path())
      await ready(page)
      await open(page)
      found.push(...(await axeFaults(page)).map((fault) => `${what} ${fault}`))
      await page.setViewportSize({ width: 320, height: 640 })
      // What a script lays out follows the new width a moment later.
      await expect.poll(() => overflowOf(page), { message: `${what} at 320 px` }).toBeLessThanOrEqual(0)
    }
    expect(found).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  }, 240_000)
})

it('what was opened by keys gives the focus back when it closes', async () => {
  const page = await house.context.newPage()
  await page.goto(`${house.agent.url}/devices`)
  await page.getByRole('button', { name: 'Add device' }).waitFor()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Add device')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Add device')

  await page.goto(`${house.agent.url}/integrations`)
  await page.getByRole('button', { name: 'Actions for Daily' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Discover and receive mail')
  await page.keyboard.press('Escape')
  const back = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  expect(back).toBe('Actions for Daily')
  await page.close()
}, 60_000)
