import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()

const report = (message: string) => ask(house.page, 'POST', '/api/v1/activity', [{ message }])
const row = (page: Page, message: string) => page.locator('tr', { hasText: message }).first()

async function sevenTabs(): Promise<Page[]> {
  const pages: Page[] = []
  for (let n = 0; n < 7; n += 1) {
    const page = await house.context.newPage()
    await page.goto(`${house.agent.url}/activity`)
    await page.locator('#view:not([aria-busy])').waitFor()
    pages.push(page)
  }
  return pages
}

it('keeps seven tabs live at once over one connection, and each of them still gets its answers', async () => {
  const pages = await sevenTabs()
  const complaints = pages.map(complaintsOf)
  await report('Cashier charge failed one')
  for (const page of pages) await row(page, 'Cashier charge failed one').waitFor({ timeout: 20_000 })

  // The tab that came first goes: the others hear on.
  await pages.shift()?.close()
  await report('Cashier charge failed two')
  for (const page of pages) await row(page, 'Cashier charge failed two').waitFor({ timeout: 20_000 })
  const answers = await Promise.all(pages.map((page) => ask<{ items: unknown[] }>(page, 'GET', '/api/v1/activity')))
  expect(answers.every(({ items }) => items.length >= 2)).toBe(true)
  expect(complaints.flat()).toEqual([])

  // A power cut: all say so, and all take up again by themselves.
  await house.agent.kill()
  for (const page of pages) await page.locator('[data-band=lost]').waitFor({ timeout: 20_000 })
  await house.agent.restart()
  for (const page of pages) await page.locator('[data-pill=live]').waitFor({ timeout: 30_000 })
  await report('Cashier charge failed three')
  for (const page of pages) await row(page, 'Cashier charge failed three').waitFor({ timeout: 20_000 })

  // The session ends in one tab: every tab goes to the login, and knows where it was.
  await ask(pages[0] ?? house.page, 'DELETE', '/api/v1/session')
  for (const page of pages) await page.waitForURL(/\/login\?/u, { timeout: 30_000 })
  for (const page of pages) await page.close()
}, 240_000)
