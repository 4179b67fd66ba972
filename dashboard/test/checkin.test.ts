import { expect, it } from 'vitest'
import { axeFaults } from './axe.ts'
import { ask } from './browser.ts'
import { openHouse } from './house.ts'
import { openPad, pair, setAppPassword } from './kiosk-pad.ts'

interface Seen {
  items: { name: string; model: string | null; appVersion: string | null; checkin: Record<string, unknown> | null }[]
}

const house = openHouse()
const seen = async (name: string) => {
  const { items } = await ask<Seen>(house.page, 'GET', '/api/v1/devices')
  return items.find((device) => device.name === name)
}

it('an iPad tells its round trip and what a person filled in, and nothing that a browser cannot know', async () => {
  await setAppPassword(house.page)
  const context = await openPad(house.browser)
  const page = await context.newPage()
  await page.goto(`${house.agent.url}/checkin`)
  await pair(page, 'Till iPad')
  await page.locator('[data-report=ok]').waitFor()
  expect(await page.locator('[data-report]').textContent()).toMatch(/Last at \d\d:\d\d:\d\d/u)
  expect(await axeFaults(page)).toEqual([])
  const first = await seen('Till iPad')
  expect(first).toMatchObject({ model: null, checkin: { online: null, battery: null, lastPrintError: null } })
  expect(first?.checkin?.rttMs).toBeGreaterThan(0)

  await page.getByLabel('Model').fill('iPad13,4')
  await page.getByLabel('POS app version').fill('4.2.1')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.poll(async () => (await seen('Till iPad'))?.appVersion, { timeout: 15_000 }).toBe('4.2.1')

  await page.getByRole('button', { name: 'Stop' }).click()
  await page.locator('[data-report=unknown]').waitFor()
  await page.reload()
  await page.locator('[data-report=ok]').waitFor()
  expect(await page.getByLabel('POS app version').inputValue()).toBe('4.2.1')
  await page.getByRole('link', { name: 'Open the staff screen' }).click()
  await page.locator('.kiosk').waitFor()
  await context.close()
}, 90_000)

it('the reports are not called well while the agent does not take them', async () => {
  const context = await openPad(house.browser)
  const page = await context.newPage()
  await page.goto(`${house.agent.url}/checkin`)
  await pair(page, 'Bar iPad')
  await page.locator('[data-report=ok]').waitFor()
  await house.agent.kill()
  await page.locator('[data-report=offline]').waitFor({ timeout: 15_000 })
  expect(await page.locator('.tone-ok:has(svg)').count()).toBe(0)
  await house.agent.restart()
  await page.locator('[data-report=ok]').waitFor({ timeout: 30_000 })
  await context.close()
}, 90_000)
