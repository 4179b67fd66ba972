import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EscposFake, escposPrinter } from '../../agent/test/fakes/escpos-printer.ts'
import { ask, complaintsOf, english, person } from './browser.ts'
import { openHouse } from './house.ts'
import { addPrinter, paperOutStatus } from './kiosk-pad.ts'

// Every main task by keys alone; each goes on where the one before ended, as someone without a mouse would.
const house = openHouse()
let printer: EscposFake
let page: Page
let complaints: string[]

beforeAll(async () => {
  printer = await escposPrinter({ address: '127.0.0.2', status: paperOutStatus })
  await addPrinter(house.page, 'Kitchen printer', 'Kitchen', printer, '127.0.0.2')
  await ask(house.page, 'POST', '/api/v1/activity', [
    { message: 'Cashier charge failed' },
    { message: 'Drawer failed' },
  ])
  page = await (await english(house.browser)).newPage()
  complaints = complaintsOf(page)
}, 60_000)
afterAll(async () => {
  await printer.close()
})

/** What has the focus, as it is read out, and whether one sees that it has it. */
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return { name: '', isSeen: true }
    const labels = 'labels' in element ? [...((element.labels as NodeListOf<HTMLLabelElement> | null) ?? [])] : []
    const label = labels[0]?.innerText ?? element.innerText
    const name = (element.getAttribute('aria-label') ?? label).trim().replace(/\s+/gu, ' ')
    const { outlineStyle, boxShadow } = getComputedStyle(element)
    const around = element.parentElement === null ? 'none' : getComputedStyle(element.parentElement).outlineStyle
    return { name, isSeen: outlineStyle !== 'none' || boxShadow !== 'none' || around !== 'none' }
  })

/** Goes on by Tab until that has the focus; on its way each stop has to be seen. */
async function tabTo(what: RegExp): Promise<void> {
  const passed: string[] = []
  for (let steps = 0; steps < 120; steps += 1) {
    await page.keyboard.press('Tab')
    const { name, isSeen } = await focused()
    passed.push(name)
    expect(isSeen, `one sees that "${name}" has the focus`).toBe(true)
    if (what.test(name)) return
  }
  throw new Error(`Tab never came to ${what}: ${[...new Set(passed)].join(' | ')}`)
}

async function press(what: RegExp): Promise<void> {
  await tabTo(what)
  await page.keyboard.press('Enter')
}

async function open(path: string): Promise<void> {
  await page.goto(house.agent.url + path)
  await page.locator('#view:not([aria-busy])').waitFor()
  await page.waitForFunction(() => document.querySelector('main .skeleton') === null)
}

it('signs in', async () => {
  await page.goto(`${house.agent.url}/login`)
  await page.getByRole('button', { name: 'Enter' }).waitFor()
  await page.getByLabel('Username, email or phone').focus()
  await page.keyboard.type(person.username)
  await tabTo(/^Password/u)
  await page.keyboard.type(person.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
}, 60_000)

it('acknowledges what is wrong, and has it quiet for half an hour', async () => {
  await page.locator('[data-says=cause]', { hasText: 'out of paper' }).waitFor({ timeout: 30_000 })
  await press(/^Acknowledge$/u)
  await page.getByText(`Acknowledged by ${person.fullName}`).waitFor()
  await press(/^Quiet$/u)
  await press(/^Quiet for 30 min$/u)
  await page.getByText('Quiet until').waitFor()
}, 60_000)

it('finds a device, has it looked at now and renames it', async () => {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search' }).waitFor()
  await page.keyboard.type('kitchen')
  await page.getByRole('option', { name: /^Kitchen printer/u }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Kitchen printer' }).waitFor()
  await press(/^Check now$/u)
  await page.locator('[data-toast]').first().waitFor({ timeout: 30_000 })
  await press(/^Rename/u)
  await page.locator('h1 + input, form input').first().waitFor()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Grill printer')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Grill printer' }).waitFor()
}, 90_000)

it('adds a device', async () => {
  await open('/devices')
  await press(/^Add device$/u)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).waitFor()
  await tabTo(/^Name/u)
  await page.keyboard.type('Bar printer')
  await tabTo(/^Address/u)
  await page.keyboard.type('127.0.0.9')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Bar printer' }).waitFor()
}, 60_000)

it('filters the activity log and takes it away as a file', async () => {
  await open('/activity')
  // Past the menu and its own search.
  await press(/^Skip to the content$/u)
  await tabTo(/^Search$/u)
  await page.keyboard.type('charge')
  await page.waitForURL('**/activity?q=charge')
  await press(/^Export/u)
  const download = page.waitForEvent('download')
  await press(/CSV/u)
  expect((await download).suggestedFilename()).toMatch(/\.csv$/u)
}, 60_000)

it('adds an Error Follow Up and runs it', async () => {
  await open('/integrations')
  await press(/^Add$/u)
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /^Add: /u })
    .first()
    .waitFor()
  await press(/^Add: Error Follow Up/u)
  await page.waitForURL('**/integrations?add=error-follow-up')
  await page.getByLabel('Name', { exact: true }).waitFor()
  await tabTo(/^Name/u)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Daily')
  await press(/^Save$/u)
  await page.getByText('Configured: Daily').waitFor()
  await press(/^Actions for Daily$/u)
  await press(/^Discover and receive mail$/u)
  await page.locator('[data-run-panel], [data-toast]').filter({ hasText: /mail/u }).first().waitFor({ timeout: 60_000 })
}, 120_000)

it('changes the theme', async () => {
  await open('/system/appearance')
  const theme = () => page.locator('html').getAttribute('data-theme')
  const before = await theme()
  await tabTo(/^(As the system|Light|Dark|High contrast)/u)
  for (let steps = 0; steps < 3 && (await theme()) === before; steps += 1) await page.keyboard.press('ArrowRight')
  expect(await theme()).not.toBe(before)
  expect(complaints).toEqual([])
}, 60_000)

it('tells a time in UTC where the keyboard reaches its row, without a stop of its own', async () => {
  await page.goto(`${house.agent.url}/activity`)
  const row = page.locator('[data-entry]').first()
  await row.locator('time').first().waitFor()
  await page.keyboard.press('Tab')
  await row.locator('button').first().focus()
  await page.locator('[data-time-tip]', { hasText: 'UTC' }).waitFor()
  expect(await row.locator('time[tabindex]').count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.locator('[data-time-tip]').waitFor({ state: 'detached' })
}, 60_000)
