import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { EscposFake } from '../../agent/test/fakes/escpos-printer.ts'
import { ask } from './browser.ts'
import type { House } from './house.ts'

export const appPassword = 'Printers-And-Pads-1'

export const landscape = { width: 1024, height: 768 }
export const portrait = { width: 768, height: 1024 }

/** DLE EOT replies of a receipt printer that is well, and of one whose roll has ended. */
export const wellStatus = { 1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12 }
export const paperOutStatus = { 1: 0x1a, 2: 0x32, 3: 0x12, 4: 0x7e }

/** A browser as an iPad's: a touch screen, and nobody is signed in. */
export const openPad = (browser: Browser, more: object = {}): Promise<BrowserContext> =>
  browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Madrid', viewport: landscape, hasTouch: true, ...more })

export const setAppPassword = (page: Page, password = appPassword) =>
  ask(page, 'PUT', '/api/v1/account/app-password', { password, repeat: password })

/** Adds a receipt printer that is looked at as often as may be. */
export const addPrinter = (page: Page, name: string, place: string, printer: EscposFake, address = '127.0.0.1') =>
  ask<{ id: string }>(page, 'POST', '/api/v1/devices', {
    name,
    place,
    type: 'printer',
    address,
    probes: [{ type: 'escpos', everySeconds: 5, options: { port: printer.port } }],
  })

/** Pairs an iPad as the staff do it, on the page that asks for it. */
export async function pair(page: Page, name: string, password = appPassword): Promise<void> {
  await page.getByLabel('Name of this iPad').fill(name)
  await page.getByRole('button', { name: 'Bar', exact: true }).click()
  await page.getByLabel('App password').fill(password)
  await page.getByRole('button', { name: 'Pair this iPad' }).click()
}

/** An iPad's page, paired and on the kiosk. */
export async function kioskPage(
  house: House,
  name: string,
  more: object = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await openPad(house.browser, more)
  const page = await context.newPage()
  await page.goto(`${house.agent.url}/kiosk`)
  await pair(page, name)
  await page.locator('[data-sentence]').waitFor()
  return { context, page }
}
