import { beforeAll, expect, it } from 'vitest'
import { ask, complaintsOf, person } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()

beforeAll(async () => {
  const { page } = house
  const made = { name: 'Kitchen printer', type: 'printer', place: 'Cocina', address: '127.0.0.7', probes: [] }
  await ask(page, 'POST', '/api/v1/devices', made)
  const form = { type: 'error-follow-up', name: 'Daily', emails: 'ops@distributor.example' }
  await ask(page, 'POST', '/api/v1/integrations', form)
})

async function open(path: string) {
  const page = await house.context.newPage()
  await page.goto(house.agent.url + path)
  await page.locator('#view:not([aria-busy])').waitFor()
  return page
}

it('shows who is signed in with the company below, and takes them out again', async () => {
  const context = await house.browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(`${house.agent.url}/login`)
  await page.getByLabel('Username, email or phone').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Enter' }).click()
  const menu = page.getByRole('button', { name: person.fullName })
  await menu.waitFor()
  expect(await menu.innerText()).toContain(`${person.fullName}\n${person.company}`)
  await menu.click()
  await page.getByRole('link', { name: 'Staff screen' }).waitFor()
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await page.waitForURL(/\/login/u)
  await context.close()
}, 60_000)

it('finds pages, devices and actions by keyboard, and goes there', async () => {
  const page = await open('/')
  const complaints = complaintsOf(page)
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Search' })
  await field.waitFor()
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
  await field.fill('zzzz')
  await page.getByText('Nothing found').waitFor()
  await field.fill('cocina')
  const option = page.getByRole('option', { name: /^Kitchen printer/u })
  await option.waitFor()
  expect(await option.getAttribute('aria-selected')).toBe('true')
  expect(await field.getAttribute('aria-activedescendant')).toBe(await option.getAttribute('id'))
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/devices\/.+/u)
  await page.getByRole('heading', { name: 'Kitchen printer' }).waitFor()

  await page.keyboard.press('/')
  await field.fill('integr')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/integrations$/u)
  expect(complaints).toEqual([])
  await page.close()
}, 60_000)

it('does things from the search: a look at a device now, the daily mail, another theme', async () => {
  const page = await open('/')
  const field = page.getByRole('combobox', { name: 'Search' })
  await page.getByRole('button', { name: 'Search' }).click()
  await field.fill('check kitchen')
  await page.getByRole('option', { name: /^Check now: Kitchen printer/u }).click()
  await page.locator('[data-toast]', { hasText: '0 of 0 probes' }).waitFor()
  await page.keyboard.press('Control+k')
  await field.fill('discover daily')
  await page.getByRole('option', { name: /Discover and receive mail: Daily/u }).click()
  await page.locator('[data-toast]', { hasText: /mail/u }).nth(1).waitFor({ timeout: 60_000 })
  await page.keyboard.press('Control+k')
  await field.fill('theme contrast')
  await page.keyboard.press('Enter')
  await page.locator('html[data-theme=contrast]').waitFor()
  await page.keyboard.press('Control+k')
  await field.fill('theme system')
  await page.keyboard.press('Enter')
  await page.locator('html[data-theme=light]').waitFor()
  await page.close()
}, 120_000)

it('finds one of 300 devices', async () => {
  const page = await house.context.newPage()
  await page.route('**/api/v1/devices?*', async (route) => {
    const response = await route.fetch()
    const list = await response.json()
    const items = Array.from({ length: 300 }, (_, n) => ({ ...list.items[0], id: `d${n}`, name: `Printer ${n}` }))
    await route.fulfill({ response, json: { ...list, items } })
  })
  await page.goto(`${house.agent.url}/integrations`)
  await page.locator('#view:not([aria-busy])').waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('printer 287')
  const hits = page.locator('[data-hit^=d]')
  await hits.first().waitFor()
  expect(await hits.allInnerTexts()).toEqual([expect.stringContaining('Printer 287')])
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.close()
}, 60_000)

it('goes by letters, but never while someone types, and not at all once they are turned off', async () => {
  const page = await open('/')
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Shortcuts' })
  await list.getByText('Go to: Devices').waitFor()
  // The letters go to the dialog, not to the page behind it.
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.waitForURL(/\/activity/u)
  await page.locator('#view:not([aria-busy])').waitFor()
  const search = page.getByRole('searchbox').first()
  await search.fill('')
  await search.press('g')
  await search.press('d')
  expect(await search.inputValue()).toBe('gd')
  expect(page.url()).toMatch(/\/activity/u)

  await page.goto(`${house.agent.url}/system/appearance`)
  await page.getByRole('switch', { name: 'Shortcuts of a single letter' }).click()
  await page.locator('h1').click()
  await page.keyboard.press('?')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').waitFor()
  expect(await page.getByRole('dialog', { name: 'Shortcuts' }).count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.getByRole('switch', { name: 'Shortcuts of a single letter' }).click()
  await page.close()
}, 60_000)

it('keeps how the pages look for this browser, and shows it before any script of the page ran', async () => {
  const page = await open('/system/appearance')
  await page.getByRole('radio', { name: 'Dark' }).click()
  await page.getByRole('radio', { name: 'Compact' }).click()
  await page.getByRole('radio', { name: '125 %' }).click()
  await page.locator('html[data-theme=dark][data-density=compact][data-text="125"]').waitFor()
  // The other tab hears of it, too.
  await house.page.locator('html[data-theme=dark]').waitFor()
  await page.goto(`${house.agent.url}/devices`, { waitUntil: 'commit' })
  await page.locator('html[data-theme=dark][data-density=compact][data-text="125"]').waitFor()
  await page.evaluate(() => localStorage.clear())
  await page.close()
}, 60_000)

it('tells on every page, in the same place, what the page is for', async () => {
  const page = await open('/')
  const places = new Set<string>()
  for (const path of ['/', '/devices', '/activity', '/integrations', '/system/mail']) {
    await page.goto(house.agent.url + path)
    await page.locator('#view:not([aria-busy])').waitFor()
    const help = page.getByRole('button', { name: 'Help', exact: true })
    places.add(JSON.stringify(await help.boundingBox()))
    await help.click()
    await page.getByRole('dialog', { name: 'Help' }).getByText('This page').waitFor()
    await page.keyboard.press('Escape')
  }
  expect(places.size).toBe(1)
  await page.close()
}, 60_000)

it('keeps its header in one row and its bar at the lower edge on the smallest screen', async () => {
  const page = await open('/')
  await page.setViewportSize({ width: 320, height: 640 })
  expect((await page.locator('header').boundingBox())?.height).toBeLessThanOrEqual(64)
  const items = page.locator('.bottom-bar > ul > li:visible')
  expect(await items.count()).toBe(5)
  const bar = await page.locator('.bottom-bar').boundingBox()
  expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBe(640)
  await page.getByText('More', { exact: true }).click()
  await page.getByRole('link', { name: 'System' }).last().click()
  await page.waitForURL(/\/system$/u)
  await page.close()
}, 60_000)
