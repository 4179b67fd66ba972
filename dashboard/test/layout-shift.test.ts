import type { Page, Route } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { writeHistory } from './history.ts'
import { catchablePage, ready } from './hostile.ts'
import { openHouse } from './house.ts'

const house = openHouse()
const slowMs = 500
let paths: string[] = []

beforeAll(async () => {
  const [id = ''] = await writeHistory(house.agent, house.page)
  paths = ['/', '/devices', `/devices/${id}`, '/activity', '/report', '/kiosk']
}, 120_000)

/** Keeps what moved while nobody touched the page, and what it was. */
const watchShifts = (page: Page) =>
  page.addInitScript(() => {
    const shifts: string[] = []
    Reflect.set(window, 'shifts', shifts)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        if (entry.hadRecentInput) continue
        for (const { node, previousRect, currentRect } of entry.sources) {
          const what = node instanceof Element ? node.outerHTML.slice(0, 120) : node?.textContent
          const of = (rect: DOMRectReadOnly) => [rect.x, rect.y, rect.width, rect.height].map(Math.round).join(' ')
          shifts.push(`${entry.value.toFixed(4)} ${of(previousRect)} → ${of(currentRect)}: ${what}`)
        }
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })

interface LayoutShift extends PerformanceEntry {
  value: number
  hadRecentInput: boolean
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[]
}

interface Answer {
  status: number
  contentType: string
  body: Buffer
}
async function bodyOf(route: Route): Promise<Answer> {
  const response = await route.fetch()
  const contentType = response.headers()['content-type'] ?? 'application/json'
  return { status: response.status(), contentType, body: await response.body() }
}

it.each([
  [390, 844],
  [1280, 800],
])('nothing moves while a page comes from a slow agent, at %i by %i px', async (width, height) => {
  const { page, complaints, close } = await catchablePage(house, { viewport: { width, height } })
  await watchShifts(page)
  const answers = new Map<string, Answer>()
  let pending = 0
  let answeredAt = 0
  await page.route(/\/api\/v1\/(?!events)/u, async (route) => {
    pending += 1
    // What is wrong stays as it is: a fault that ends meanwhile may move things.
    const { pathname } = new URL(route.request().url())
    const answer = answers.get(pathname) ?? (await bodyOf(route))
    if (pathname === '/api/v1/overview') answers.set(pathname, answer)
    await new Promise((resolve) => setTimeout(resolve, slowMs))
    await route.fulfill(answer)
    pending -= 1
    answeredAt = Date.now()
  })
  const found: string[] = []
  for (const path of paths) {
    await page.goto(house.agent.url + path)
    if (path === '/kiosk') await page.locator('[data-sentence]').waitFor()
    else await ready(page)
    // What is loaded last has come by then.
    await expect.poll(() => pending === 0 && Date.now() - answeredAt > slowMs, { timeout: 20_000 }).toBe(true)
    await page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(done))))
    const shifts: string[] = await page.evaluate(() => Reflect.get(window, 'shifts'))
    found.push(...shifts.map((shift) => `${path}: ${shift}`))
  }
  expect(found).toEqual([])
  expect(complaints()).toEqual([])
  await close()
})
