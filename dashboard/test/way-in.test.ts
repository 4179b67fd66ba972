import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startAgent, type TestAgent } from './agent.ts'
import { complaintsOf, english, forgetSession, openBrowser, person, setUp } from './browser.ts'

let agent: TestAgent
let browser: Browser

beforeAll(async () => {
  agent = await startAgent()
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await agent.stop()
}, 30_000)

it('leads from anywhere to set-up, and ends on the overview once that is done', async () => {
  const context = await english(browser)
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${agent.url}/devices`)
  await page.waitForURL('**/setup')
  await page.getByRole('heading', { name: 'Welcome' }).waitFor()
  await setUp(page, agent)
  expect(new URL(page.url()).pathname).toBe('/')
  expect(await page.getByText(person.company).first().isVisible()).toBe(true)
  expect(complaints).toEqual([])
  await context.close()
}, 60_000)

it.each(['/', '/devices', '/kiosk', '/setup', '/login', '/system/backup'])(
  'greets a guest who opens %s without an error in the console, also one whose session has ended',
  async (path) => {
    const context = await english(browser)
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    const value = 'of-a-session-that-ended'
    for (const cookies of [[], [{ name: 'sereno_session', value, url: agent.url }]]) {
      await context.addCookies(cookies)
      await page.goto(agent.url + path)
      if (path === '/kiosk') await page.locator('form').waitFor()
      else await page.waitForURL('**/login*')
      await page.waitForLoadState('networkidle')
    }
    expect(complaints).toEqual([])
    await context.close()
  },
  60_000,
)

it('B7 B8 B9 B10 asks who is there, says one thing for every wrong answer, and goes on to the page that was wanted', async () => {
  const context = await english(browser)
  const page = await context.newPage()
  await page.goto(`${agent.url}/activity?kinds=Fail`)
  await page.waitForURL('**/login?next=*')
  await page.getByText('Add this address to your browser’s favourites').waitFor()
  await page.getByLabel('Username, email or phone').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill('Not-The-Right-1')
  await page.getByRole('button', { name: 'Enter' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/activity?kinds=Fail')
  await page.getByRole('button', { name: /^Ana Pérez/ }).click()
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await page.waitForURL('**/login')
  await context.close()
}, 60_000)

it('names the venue where someone signed in before, tells strangers the address alone, and shows it to another device', async () => {
  // Only a name or address of the network is of use elsewhere.
  const near = await openBrowser('--host-resolver-rules=MAP sereno.local 127.0.0.1')
  const page = await (await english(near)).newPage()
  const origin = `http://sereno.local:${new URL(agent.url).port}`
  await page.goto(`${origin}/login`)
  await page.locator('[data-venue]', { hasText: 'sereno.local' }).waitFor()
  expect(await page.locator('[data-venue]').textContent()).not.toContain(person.company)
  const scripts: string[] = []
  page.on('request', (request) => {
    if (/QrCode.*\.js|qr-path/u.test(request.url())) scripts.push(request.url())
  })
  await page.reload()
  await page.getByText('Open this page on another device').first().waitFor()
  expect(scripts).toEqual([])
  await page.getByText('Open this page on another device').first().click()
  await page.getByRole('img', { name: 'Open this page on another device' }).waitFor()
  await page.getByText(`${origin}/login`, { exact: true }).waitFor()
  await page.getByLabel('Username, email or phone').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.keyboard.press('Enter')
  // Two navigations at once would break one another off.
  await page.waitForURL(`${origin}/`)
  await page.waitForFunction(() => localStorage.getItem('sereno_venue') !== null)
  await forgetSession(page)
  await page.goto(`${origin}/login`)
  await page.locator('[data-venue]', { hasText: person.company }).waitFor()
  await near.close()
}, 60_000)

it('never goes to another site after signing in', async () => {
  const context = await english(browser)
  const page = await context.newPage()
  await page.goto(`${agent.url}/login?next=https://evil.example/`)
  await page.getByLabel('Username, email or phone').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Enter' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  expect(page.url()).toBe(`${agent.url}/`)
  await context.close()
}, 60_000)

it('speaks the language of the browser, and the one that someone chooses from then on', async () => {
  const context = await browser.newContext({ locale: 'ca-ES' })
  const page = await context.newPage()
  await page.goto(`${agent.url}/login`)
  await page.getByRole('heading', { name: 'Inicieu la sessió' }).waitFor()
  await page.getByRole('button', { name: 'Русский' }).click()
  await page.getByRole('heading', { name: 'Вход' }).waitFor()
  await page.goto(`${agent.url}/nowhere`)
  await page.getByRole('heading', { name: 'Страница не найдена' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('ru')
  await context.close()
}, 60_000)

it('takes someone whose session ended to the login, and back afterwards', async () => {
  const context = await english(browser)
  const page = await context.newPage()
  await page.goto(`${agent.url}/login?next=/activity`)
  const signIn = async () => {
    await page.getByLabel('Username, email or phone').fill(person.username)
    await page.getByLabel('Password', { exact: true }).fill(person.password)
    await page.getByRole('button', { name: 'Enter' }).click()
  }
  await signIn()
  await page.getByRole('heading', { name: 'Activity log' }).waitFor()
  await page.getByRole('searchbox', { name: 'Search' }).fill('paper')
  await page.waitForURL('**/activity?q=paper')
  await context.clearCookies()
  await page.reload()
  await page.waitForURL('**/login?next=%2Factivity%3Fq%3Dpaper')
  await signIn()
  await page.waitForURL('**/activity?q=paper')
  await context.close()
}, 60_000)
