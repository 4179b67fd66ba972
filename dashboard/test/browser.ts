import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { TestAgent } from './agent.ts'

/**
 * Two pages of the address bar, which each new window would load though nobody sees them. Of this switch the last one counts,
 * so Playwright's own stand here as well.
 */
const disabledFeatures = `--disable-features=${[
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]}`

export const openBrowser = (...more: string[]): Promise<Browser> => openBrowserOf({}, ...more)

/** With further variables of its environment, such as a `HOME` of its own. */
export const openBrowserOf = (env: Record<string, string>, ...more: string[]): Promise<Browser> =>
  chromium.launch({
    env: { ...process.env, ...env },
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      disabledFeatures,
      ...more,
    ],
  })

export const person = {
  company: 'Bar Pepe',
  fullName: 'Ana Pérez',
  username: 'ana',
  email: 'ana@example.com',
  password: 'Correct-Horse-9',
}

/** What a page complained of: console errors, also those of the content security policy, and uncaught faults. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

/** The first set-up by the API, which takes less time than by the wizard; ends on the overview, signed in. */
export async function setUp(page: Page, agent: Pick<TestAgent, 'url' | 'code'>): Promise<void> {
  const { company, ...user } = person
  const data = { code: agent.code, company, timezone: 'Europe/Madrid', language: 'en', user }
  const answer = await page.context().request.post(`${agent.url}/api/v1/setup`, { data })
  if (!answer.ok()) throw new Error(`Set-up: ${answer.status()} ${await answer.text()}`)
  await page.goto(agent.url)
  await page.getByRole('heading', { name: 'Devices' }).waitFor()
}

/** Calls the agent as the person who is signed in on this page. */
export const ask = <T>(page: Page, method: string, path: string, body?: unknown): Promise<T> =>
  page.evaluate(
    async ([verb, address, text]) => {
      const response = await fetch(address, {
        method: verb,
        ...(text === null ? {} : { body: text, headers: { 'content-type': 'application/json' } }),
      })
      const answer = await response.text()
      if (!response.ok) throw new Error(`${verb} ${address}: ${response.status} ${answer}`)
      return answer === '' ? null : JSON.parse(answer)
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  )

/** The browser forgets who is signed in. An open page would hear of it, and be on its way to sign in by itself. */
export async function forgetSession(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.context().clearCookies()
}

export const english = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Madrid',
    viewport: { width: 1280, height: 800 },
    // A colour that is still changing is measured halfway.
    reducedMotion: 'reduce',
  })
