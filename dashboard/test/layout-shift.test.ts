import type { Page, Request, Route } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { writeHistory } from './history.ts'
import { catchablePage, ready } from './hostile.ts'
import { openHouse } from './house.ts'

const house = openHouse()
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

/** Two frames later: whatever stands in place of an answer has been drawn by then. */
const drawn = (page: Page): Promise<unknown> =>
  page
    .evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    // The page was left meanwhile.
    .catch(() => null)

/** Waits until the page asks for nothing more: not after it was idle and drew once again. */
async function settled(page: Page, asked: () => number, open: () => string[]): Promise<void> {
  for (let before = -1; before !== asked(); ) {
    before = asked()
    await expect.poll(open, { timeout: 20_000 }).toEqual([])
    await page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(done))))
  }
}

it.each([
  [390, 844],
  [1280, 800],
])(
  'nothing moves where each answer comes after what stands in its place was drawn, at %i by %i px',
  async (width, height) => {
    const { page, complaints, close } = await catchablePage(house, { viewport: { width, height } })
    await watchShifts(page)
    const answers = new Map<string, Answer>()
    const open = new Set<Request>()
    let asked = 0
    page.on('request', (request) => {
      // The stream stays open, and of a shared worker's own script the end is not told.
      if (/\/(?:events|healthz|live-worker[^/]*)$/u.test(request.url())) return
      asked += 1
      open.add(request)
    })
    page.on('requestfinished', (request) => open.delete(request))
    page.on('requestfailed', (request) => open.delete(request))
    await page.route(/\/api\/v1\/(?!events)/u, async (route) => {
      // What is wrong stays as it is: a fault that ends meanwhile may move things.
      const { pathname } = new URL(route.request().url())
      const answer = answers.get(pathname) ?? (await bodyOf(route))
      if (pathname === '/api/v1/overview') answers.set(pathname, answer)
      await drawn(page)
      await route.fulfill(answer)
    })
    const found: string[] = []
    for (const path of paths) {
      // "59 seconds" that become "1 minute" move what stands behind them, as they should.
      await page.clock.setFixedTime(Date.now())
      await page.goto(house.agent.url + path)
      if (path === '/kiosk') await page.locator('[data-sentence]').waitFor()
      else await ready(page)
      await settled(
        page,
        () => asked,
        () => [...open].map((request) => request.url()),
      )
      const shifts: string[] = await page.evaluate(() => Reflect.get(window, 'shifts'))
      found.push(...shifts.map((shift) => `${path}: ${shift}`))
    }
    expect(found).toEqual([])
    expect(complaints()).toEqual([])
    await close()
  },
)
