import type { Overview } from '@sereno/shared/overview.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type EscposFake, escposPrinter } from '../../agent/test/fakes/escpos-printer.ts'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'
import {
  addPrinter,
  appPassword,
  kioskPage,
  landscape,
  openPad,
  pair,
  paperOutStatus,
  portrait,
  setAppPassword,
  wellStatus,
} from './kiosk-pad.ts'

const house = openHouse()
const kitchenStatus: Record<1 | 2 | 3 | 4, number> = { ...wellStatus }
const barStatus: Record<1 | 2 | 3 | 4, number> = { ...wellStatus }
let printers: EscposFake[] = []

beforeAll(async () => {
  const kitchen = await escposPrinter({ address: '127.0.0.2', status: kitchenStatus })
  const bar = await escposPrinter({ address: '127.0.0.3', status: barStatus })
  printers = [kitchen, bar]
  await setAppPassword(house.page)
  await addPrinter(house.page, 'Kitchen printer', 'Kitchen', kitchen, '127.0.0.2')
  await addPrinter(house.page, '<b>Bar</b> printer', 'Bar', bar, '127.0.0.3')
}, 60_000)
beforeEach(() => {
  Object.assign(kitchenStatus, wellStatus)
  Object.assign(barStatus, wellStatus)
})
afterAll(async () => {
  await Promise.all(printers.map((printer) => printer.close()))
})

/** Controls that a finger misses, and axe's findings. */
async function faultsOf(page: Page): Promise<string[]> {
  const faults = await axeFaults(page)
  const small = await page.locator('button:visible, a:visible:not(.skip-link)').evaluateAll((controls) =>
    controls.flatMap((control) => {
      const { width, height } = control.getBoundingClientRect()
      const least = control.classList.contains('kiosk-button') ? 88 : 44
      return height < least || width < 44 ? [`${control.textContent?.trim()} ${width}×${height}`] : []
    }),
  )
  return [...faults, ...small]
}

const stateOf = async (name: string): Promise<string | undefined> => {
  const { devices } = await ask<Overview>(house.page, 'GET', '/api/v1/overview')
  return devices.find((device) => device.name === name)?.state
}

const overflowOf = (page: Page) =>
  page.evaluate(() => ({
    x: document.documentElement.scrollWidth - window.innerWidth,
    y: document.documentElement.scrollHeight - window.innerHeight,
  }))

describe('pairing', () => {
  it('tells a wrong password at its field, and knows the iPad again by its name', async () => {
    const context = await openPad(house.browser)
    const page = await context.newPage()
    await page.goto(`${house.agent.url}/kiosk`)
    await page.getByRole('heading', { name: 'Pair this iPad' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    await pair(page, 'Terrace iPad', 'Wrong-Password-1')
    await page.locator('[aria-invalid=true]').waitFor()
    expect(await page.getByLabel('App password').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('App password').fill(appPassword)
    await page.getByRole('button', { name: 'Pair this iPad' }).click()
    await page.locator('[data-sentence]').waitFor()
    await page.reload()
    await page.locator('[data-sentence]').waitFor()
    // One that never checked in stays without data, which the next tests would see.
    await expect.poll(() => stateOf('Terrace iPad'), { timeout: 30_000 }).toBe('up')
    await context.close()
  }, 60_000)

  it('is asked for again, and why, once the App password was changed; and can be taken back', async () => {
    const { context, page } = await kioskPage(house, 'Till iPad')
    await setAppPassword(house.page, 'Another-Password-2')
    await page.getByText('This iPad has to be paired again').waitFor({ timeout: 30_000 })
    await setAppPassword(house.page)
    await pair(page, 'Till iPad')
    await page.locator('[data-sentence]').waitFor()
    await page.getByRole('button', { name: 'Settings of this screen' }).tap()
    await page.getByRole('button', { name: 'Unpair this iPad' }).tap()
    await page.getByRole('button', { name: 'Unpair this iPad' }).tap()
    await page.locator('[data-pair]').waitFor()
    expect(await page.getByText('This iPad has to be paired again').count()).toBe(0)
    await context.close()
  }, 90_000)

  it('is not needed by someone who is signed in', async () => {
    const page = await house.context.newPage()
    await page.goto(`${house.agent.url}/kiosk`)
    await page.locator('[data-sentence]').waitFor()
    await page.close()
  }, 60_000)
})

it.each(['light', 'dark'] as const)(
  'fits an iPad both ways without scrolling, %s, quiet and with two problems, and has no fault of accessibility',
  async (colorScheme) => {
    const { context, page } = await kioskPage(house, 'Bar iPad', { colorScheme })
    const complaints = complaintsOf(page)
    await page.getByRole('heading', { name: 'All working' }).waitFor({ timeout: 30_000 })
    const looks = async (state: string) => {
      for (const size of [landscape, portrait]) {
        await page.setViewportSize(size)
        expect([state, size.width, await overflowOf(page)]).toEqual([state, size.width, { x: 0, y: 0 }])
        expect([state, await faultsOf(page)]).toEqual([state, []])
      }
      await page.setViewportSize({ width: 320, height: 640 })
      expect((await overflowOf(page)).x).toBeLessThanOrEqual(0)
    }
    await looks('quiet')
    Object.assign(kitchenStatus, paperOutStatus)
    Object.assign(barStatus, paperOutStatus)
    await page.locator('button.kiosk-choose').waitFor({ timeout: 20_000 })
    await looks('two problems')
    const [first, second] = [
      await page.locator('h1').textContent(),
      await page.locator('button.kiosk-choose .kiosk-name').textContent(),
    ]
    await page.locator('button.kiosk-choose').tap()
    expect(first).not.toContain(second)
    expect(await page.locator('h1').textContent()).toContain(second)
    expect(await page.locator('h1 b').count()).toBe(0)
    Object.assign(kitchenStatus, wellStatus)
    Object.assign(barStatus, wellStatus)
    await page.getByRole('heading', { name: /All working|Working again/u }).waitFor({ timeout: 30_000 })
    expect(complaints).toEqual([])
    await context.close()
  },
  120_000,
)

it('says that there is no contact, shows nothing green, and goes on by itself', async () => {
  const { context, page } = await kioskPage(house, 'Lost iPad')
  await page.getByRole('heading', { name: 'All working' }).waitFor({ timeout: 30_000 })
  await house.agent.kill()
  await page.locator('[data-problem=lost]').waitFor({ timeout: 15_000 })
  expect(await page.locator('h1').textContent()).toMatch(/^No contact with Sereno since \d\d:\d\d/u)
  expect(await page.locator('.kiosk .tone-ok').count()).toBe(0)
  expect(await page.title()).toMatch(/^⚠/u)
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Help' }).tap()
  await page.getByRole('dialog').getByText('No contact').waitFor()
  await page.keyboard.press('Escape')
  await house.agent.restart()
  await page.getByRole('heading', { name: /All working|No fresh word/u }).waitFor({ timeout: 30_000 })
  await context.close()
}, 120_000)

it('counts the prints that failed since a printer is in trouble, here and on the overview, as others report them', async () => {
  const { context, page } = await kioskPage(house, 'Counting iPad')
  Object.assign(kitchenStatus, paperOutStatus)
  await page.locator('[data-problem=paper_out]').waitFor({ timeout: 20_000 })
  expect(await page.locator('[data-failed]').count()).toBe(0)
  const report = (message: string, device?: string) =>
    ask(house.page, 'POST', '/api/v1/activity', { message, kind: 'Fail', ...(device && { device }) })
  await report('Ticket 14 was not printed', 'Kitchen printer')
  await report('Ticket 15 was not printed at 127.0.0.2')
  await report('Ticket 16 was not printed')
  await page.getByText('2 prints failed since', { exact: true }).waitFor({ timeout: 30_000 })
  expect(await overflowOf(page)).toEqual({ x: 0, y: 0 })
  await house.page.goto(house.agent.url)
  await house.page.getByText('2 prints failed since', { exact: true }).waitFor()
  Object.assign(kitchenStatus, wellStatus)
  await page.getByRole('heading', { name: /All working|Working again/u }).waitFor({ timeout: 30_000 })
  await context.close()
}, 120_000)
