import type { Page, Route } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { ask } from './browser.ts'
import { firstChannel } from './channels.ts'
import { catchablePage, ready } from './hostile.ts'
import { openHouse } from './house.ts'

const house = openHouse()
const groups =
  /\/_astro\/(ui|wizard|devices|care|kiosk|report|system|shell|log|follow_up|channels|talk)\.[\w-]+\.json$/u
let paths: string[] = []

beforeAll(async () => {
  const made = { name: 'Kitchen printer', type: 'printer', place: 'Kitchen', address: '127.0.0.7' }
  const { id } = await ask<{ id: string }>(house.page, 'POST', '/api/v1/devices', made)
  await ask(house.page, 'POST', '/api/v1/activity', [
    { message: 'Cashier charge failed' },
    { message: 'printer offline' },
  ])
  const form = { type: 'error-follow-up', name: 'Daily', emails: 'ops@distributor.example' }
  const followUp = await ask<{ id: string }>(house.page, 'POST', '/api/v1/integrations', form)
  const channel = await firstChannel(house.page)
  paths = [
    '/',
    '/devices',
    '/devices#add',
    ...['now', 'history', 'identity', 'settings', 'notes'].map((tab) => `/devices/${id}?tab=${tab}`),
    '/activity',
    '/report',
    '/integrations',
    '/channels',
    `/channels?channel=${channel}`,
    '/integrations?add=error-follow-up',
    `/integrations?history=${followUp.id}`,
    '/console',
    '/system',
    '/system/mail',
    '/system/backup',
    '/system/discovery',
    '/system/appearance',
    '/system/about',
  ]
})

/** A third longer, each word by some of its own letters, as words of other languages are; what is filled in stays. */
const grown = (text: string): string =>
  text
    .split(/(\{[^}]*\}|\s+)/u)
    .map((part) =>
      /^(\{|\s|$)/u.test(part) ? part : part + part.slice(0, Math.ceil(part.length * 0.35)).toLowerCase(),
    )
    .join('')

async function grow(route: Route): Promise<void> {
  const words: unknown = await (await route.fetch()).json()
  await route.fulfill({ json: lengthen(words) })
}

const lengthen = (words: unknown): unknown =>
  JSON.parse(JSON.stringify(words, (_, value: unknown) => (typeof value === 'string' ? grown(value) : value)))

/** What does not fit into its own box, or juts out of the window. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const over = document.documentElement.scrollWidth - innerWidth
    const told = 'button, a, h1, h2, h3, h4, label, summary, th, dt, [role=tab], .chip, .btn, legend'
    const found = [...document.querySelectorAll<HTMLElement>(told)]
      .filter((one) => one.checkVisibility() && one.clientWidth > 1 && !one.matches('.sr-only, .skip-link'))
      .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 4)
      // On a phone the rows are cards, and the head of the table is for screen readers alone.
      .filter((one) => getComputedStyle(one.closest('thead') ?? one).clipPath === 'none')
      .filter((one) => getComputedStyle(one).display !== 'inline')
      .map((one) => `${one.tagName} "${one.innerText.slice(0, 60)}" ${one.scrollWidth}/${one.clientWidth}`)
    return over > 0 ? [`the page: ${over} px`, ...found] : found
  })

it.each([390, 1024])('words a third longer fit on every page at %i px', async (width) => {
  const { page, complaints, close } = await catchablePage(house, { viewport: { width, height: 800 } })
  await page.route(groups, grow)
  const found: string[] = []
  for (const path of paths) {
    await page.goto('about:blank')
    await page.goto(house.agent.url + path)
    await ready(page)
    found.push(...(await cut(page)).map((what) => `${path}: ${what}`))
  }
  // Proof that the words were the longer ones.
  expect(await page.locator('main').innerText()).toContain('Freefr')
  expect(found).toEqual([])
  expect(complaints()).toEqual([])
  await close()
})
