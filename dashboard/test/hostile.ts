import type { Page, Route } from 'playwright-core'
import { complaintsOf } from './browser.ts'
import type { House } from './house.ts'

/** A page of someone signed in whose questions a test can catch: those of a service worker could not be. */
export interface CatchablePage {
  page: Page
  /** What it complained of, but for requests that failed: those a test brings about. */
  complaints(): string[]
  close(): Promise<void>
}

export async function catchablePage(house: House, more: object = {}): Promise<CatchablePage> {
  const storageState = await house.context.storageState()
  const options = { locale: 'en-GB', timezoneId: 'Europe/Madrid', viewport: { width: 1280, height: 800 } }
  const context = await house.browser.newContext({ ...options, serviceWorkers: 'block', storageState, ...more })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  const provoked = /blocked by Playwright|Failed to load resource|net::ERR_/u
  return {
    page,
    complaints: () => complaints.filter((text) => !provoked.test(text)),
    // A request that is still out answers nobody any more.
    close: async () => {
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await context.close()
    },
  }
}

/** Waits until the page shows what it has to show, or says why it cannot. */
export async function ready(page: Page): Promise<void> {
  await page.locator('#view:not([aria-busy])').waitFor()
  await page.waitForFunction(() => document.querySelector('main .skeleton') === null)
}

/** What the agent, or what stands between it and the browser, may answer in place of what was asked for. */
export const wrongAnswers: Record<string, (route: Route) => Promise<void>> = {
  'answers 500': (route) => route.fulfill({ status: 500, ...problem(500, 'internal') }),
  'answers 503': (route) =>
    route.fulfill({ status: 503, headers: { 'retry-after': '5' }, ...problem(503, 'unavailable') }),
  'answers with a page': (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Router</h1>' }),
  'answers with half of it': (route) => route.fulfill({ contentType: 'application/json', body: '{"items":[{"id":' }),
  'answers 500 with a page': (route) => route.fulfill({ status: 500, contentType: 'text/html', body: '<h1>500</h1>' }),
  'hangs up': (route) => route.abort('connectionreset'),
}

const problem = (status: number, code: string) => ({
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: `urn:sereno:problem:${code}`,
    title: 'That did not work',
    status,
    code,
    detail: 'The box could not do it.',
  }),
})
