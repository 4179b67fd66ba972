import type { BrowserContext } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { ask } from './browser.ts'
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
  await ask(page, 'POST', '/api/v1/integrations', form)
  const channel = await firstChannel(page)
  paths = [
    '/',
    '/devices',
    `/devices/${id}`,
    '/activity',
    '/integrations',
    '/integrations?add=error-follow-up',
    '/console',
    '/channels',
    `/channels?channel=${channel}`,
    '/system',
    '/system/mail',
    '/system/backup',
    '/system/discovery',
    '/system/appearance',
    '/system/about',
    '/docs',
  ]
})

/**
 * What one can press and that is smaller than `least` px. Links in a line of text are as high as the line, and what has an
 * equivalent of full size on the page may be smaller (WCAG 2.5.8, inline and equivalent).
 */
async function tooSmall(context: BrowserContext, path: string, least: number): Promise<string[]> {
  const page = await context.newPage()
  await page.goto(house.agent.url + path)
  await page.locator('#view:not([aria-busy])').waitFor()
  await page.waitForFunction(() => document.querySelector('main .skeleton') === null)
  const found = await page.evaluate((px) => {
    const pressable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=tab]'
    const isInText = (element: Element) =>
      element.matches('a') &&
      getComputedStyle(element).display === 'inline' &&
      (element.parentElement?.textContent?.trim().length ?? 0) > (element.textContent?.trim().length ?? 0)
    return [...document.querySelectorAll<HTMLElement>(pressable)]
      .filter(
        (element) =>
          element.checkVisibility() && !element.matches('.skip-link, [data-equivalent] *') && !isInText(element),
      )
      .flatMap((element) => {
        // Who presses a box's words presses the box.
        const target = element.matches('input[type=checkbox], input[type=radio]') ? element.closest('label') : null
        const { width, height } = (target ?? element).getBoundingClientRect()
        if (width >= px - 0.5 && height >= px - 0.5) return []
        const words = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40)
        return [`${element.tagName} "${words}" ${Math.round(width)}x${Math.round(height)}`]
      })
  }, least)
  await page.close()
  return found.map((what) => `${path}: ${what}`)
}

describe.each([
  ['a finger', 44, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ['a finger on a tablet', 44, { viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true }],
  ['a mouse', 24, { viewport: { width: 1280, height: 800 } }],
] as const)('for %s', (_, least, options) => {
  it(`everything to be pressed is at least ${least} px high and wide`, async () => {
    const storageState = await house.context.storageState()
    const context = await house.browser.newContext({ ...options, locale: 'en-GB', storageState })
    const found: string[] = []
    for (const path of paths) found.push(...(await tooSmall(context, path, least)))
    await context.close()
    expect(found).toEqual([])
  })
})
