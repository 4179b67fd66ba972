import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { startAgent, type TestAgent } from './agent.ts'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf, english, forgetSession, openBrowser, person } from './browser.ts'

// One set-up, told in the order in which an installer goes through it; each test goes on where the one before ended.
let agent: TestAgent
let browser: Browser
let page: Page
let complaints: string[]

beforeAll(async () => {
  agent = await startAgent()
  browser = await openBrowser()
  const context = await english(browser)
  page = await context.newPage()
  // Colours on their way to others are not what is judged.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  complaints = complaintsOf(page)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await agent.stop()
}, 30_000)

const at = (step: string) => page.locator(`[data-step=${step}]`).waitFor()
const go = (name: string) => page.getByRole('button', { name, exact: true }).click()

async function isSound(what: string): Promise<void> {
  expect(await axeFaults(page), what).toEqual([])
  await page.setViewportSize({ width: 320, height: 640 })
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  // What a script lays out follows the new width a moment later.
  await expect.poll(overflow, { message: `${what} at 320 px` }).toBeLessThanOrEqual(0)
  await page.setViewportSize({ width: 1280, height: 800 })
}

it('guesses the language and the time zone, and finds another zone by its city, by keyboard alone', async () => {
  await page.goto(`${agent.url}/setup`)
  await at('language')
  await page.locator('[data-zone="Europe/Madrid"]').waitFor()
  await isSound('language')
  await page.getByRole('button', { name: 'Change' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('las palmas')
  await page.getByText('No time zone has this name').waitFor()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('canary')
  await page.getByRole('button', { name: /Canary/u }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('[data-zone="Atlantic/Canary"]').waitFor()
  await page.reload()
  await page.locator('[data-zone="Atlantic/Canary"]').waitFor()
  await page.getByRole('button', { name: 'Next' }).focus()
  await page.keyboard.press('Enter')
  await at('code')
}, 60_000)

it('says where the code stands, and takes a wrong one for wrong', async () => {
  await isSound('code')
  const code = page.getByLabel('Claim code')
  await code.fill('WRONG-ONE')
  await page.keyboard.press('Enter')
  await page.locator('[aria-invalid=true]').waitFor()
  expect(await code.evaluate((field) => field === document.activeElement)).toBe(true)
  await code.fill(agent.code.toLowerCase())
  await go('Next')
  await at('you')
}, 60_000)

it('keeps the code in the address, so that whoever comes back need not type it again', async () => {
  const address = page.url()
  await page.goto('about:blank')
  await page.goto(address)
  await at('you')
  await page.goBack()
  await page.goto(`${agent.url}/setup#${agent.code}`)
  await at('language')
  await go('Next')
  await at('you')
}, 60_000)

it('makes the account of a name, a mail address and a password, which is judged while it is typed', async () => {
  await isSound('you')
  await page.getByLabel('Full name').fill(person.fullName)
  expect(await page.getByLabel('Username').inputValue()).toBe('ana.perez')
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel(/^Phone/u).fill('0034 600 11 22 33')
  const password = page.getByLabel('Password', { exact: true })
  expect(await password.getAttribute('autocomplete')).toBe('new-password')
  await password.fill('short')
  expect(await page.locator('[data-tick=lower]').getAttribute('data-done')).toBe('true')
  await go('Create account')
  await page.locator('[aria-invalid=true]').waitFor()
  await password.fill(person.password)
  await page.getByRole('button', { name: 'Show', exact: false }).first().click()
  expect(await password.getAttribute('type')).toBe('text')
  await go('Create account')
  await at('venue')
  expect(page.url()).not.toContain(agent.code)
  const me = await ask<{ user: { phone: string }; account: { timezone: string } }>(page, 'GET', '/api/v1/session')
  expect([me.user.phone, me.account.timezone]).toEqual(['+34600112233', 'Atlantic/Canary'])
}, 60_000)

it('asks once for the name of the venue, sets the week by taps, and refuses a network that is too large', async () => {
  await isSound('venue')
  await page.getByLabel('Name of the venue').fill(person.company)
  await page.getByRole('button', { name: '12:00–24:00' }).click()
  await page.getByRole('button', { name: 'Monday' }).click()
  await page.getByText('Another network').click()
  const network = page.getByLabel('Network', { exact: true })
  await network.fill('10.0.0.0/8')
  await page.keyboard.press('Enter')
  await page.getByText('10.0.0.0/8 is too large').waitFor()
  await network.fill('10.9.8.7/21')
  await page.keyboard.press('Enter')
  await page.getByText('10.9.8.0/21 has 2048 addresses').waitFor()
  await page.getByRole('button', { name: 'Remove: 10.9.8.0/21' }).click()
  await go('Save and continue')
  await at('devices')
  const venue = await ask<{ name: string; subnets: string[]; openingHours: { days: unknown[] } }>(
    page,
    'GET',
    '/api/v1/settings/venue',
  )
  expect([venue.name, venue.subnets, venue.openingHours.days.length]).toEqual([person.company, [], 6])
  const { company } = await ask<{ company: string }>(page, 'GET', '/api/v1/account')
  expect(company).toBe(person.company)
}, 60_000)

it('says why it looks nowhere, adds a printer by its address, and saves each change of it at once', async () => {
  await page.getByText('SERENO_SUBNETS=none').waitFor()
  await page.getByLabel('Address', { exact: true }).fill('127.0.0.5')
  await go('Add')
  const row = page.locator('[data-row="127.0.0.5"]')
  await row.getByLabel('Name').fill('Kitchen printer')
  await row.getByRole('button', { name: 'Kitchen', exact: true }).click()
  const saved = async () => {
    const { items } = await ask<{ items: { name: string; place: string }[] }>(page, 'GET', '/api/v1/devices')
    return items.map(({ name, place }) => `${name}, ${place}`)
  }
  await expect.poll(saved).toEqual(['Kitchen printer, Kitchen'])
  await row.getByRole('button', { name: /^Print test/u }).click()
  await page.getByRole('dialog').getByText('A short slip comes out').waitFor()
  await page.keyboard.press('Escape')
  await isSound('devices')
}, 60_000)

it('comes back to the step where it was, also without knowing it from the address', async () => {
  await page.reload()
  await at('devices')
  await page.locator('[data-row="127.0.0.5"]').waitFor()
  await page.goto(`${agent.url}/setup`)
  await at('mail')
}, 60_000)

it('fills in what a provider needs, says what to do there first, and says what no mail means', async () => {
  await page.getByText('Without mail there is no daily digest').waitFor()
  expect(await page.getByRole('button', { name: 'Save and continue' }).isDisabled()).toBe(true)
  await go('Gmail / Google Workspace')
  await page.getByText('make an app password').waitFor()
  await page.getByLabel('User', { exact: true }).fill('ana@gmail.com')
  expect(await page.getByLabel('Sender').inputValue()).toBe('ana@gmail.com')
  await isSound('mail')
  await page.getByRole('textbox', { name: 'Recipients' }).fill('ana@example.com, nobody')
  await page.getByText('not an address').waitFor()
  await go('Skip: no mail yet')
  await at('done')
}, 60_000)

it('ends with the way to the iPads, a sheet to print, and what is still missing', async () => {
  await page.getByRole('heading', { name: 'Bar Pepe is being watched' }).waitFor()
  await page.getByRole('img', { name: 'For the staff’s iPads' }).waitFor()
  await page.getByText('No mail server is set').first().waitFor()
  await isSound('done')
  expect(await page.locator('[data-sheet]').isVisible()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('[data-sheet]').isVisible()).toBe(true)
  expect(await page.locator('[data-sheet]').textContent()).toContain('Kitchen printer')
  expect(await page.getByRole('heading', { name: 'Bar Pepe is being watched' }).isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('link', { name: 'To the overview' }).click()
  await page.locator('[data-setup-card] p', { hasText: 'Nobody gets mail' }).waitFor()
  await page.locator('[data-setup-card] a').click()
  await at('mail')
  expect(complaints.filter((text) => !/40[39]|429/u.test(text))).toEqual([])
}, 60_000)

it('sends the sheet by mail to whoever gets the digest, and tells what became of each mail', async () => {
  const smtp = await startMailServer()
  smtp.answer = (step, session) =>
    step === 'data' && JSON.stringify(session.envelope).includes('gone') ? '550 5.1.1 No such user' : 'ok'
  const server = { host: '127.0.0.1', port: smtp.port, from: 'box@bar.example' }
  await page.goto(`${agent.url}/setup?step=done`)
  await page.getByRole('button', { name: 'Send to the distributor' }).focus()
  await page.getByText('A mail server has to be set first').waitFor()
  await ask(page, 'PUT', '/api/v1/settings/mail', server)
  const digest = { type: 'error-follow-up', name: 'Bar Pepe', emails: 'ops@distributor.example', minimumErrors: 7 }
  await ask(page, 'POST', '/api/v1/integrations', digest)
  await page.reload()
  await go('Send to the distributor')
  const recipients = page.getByRole('textbox', { name: 'Recipients' })
  expect(await recipients.inputValue()).toBe('ops@distributor.example')
  await recipients.fill('ops@distributor.example, gone@distributor.example')
  await isSound('sheet by mail')
  await go('Send to the distributor')
  await page.locator('[data-recipient=sent]', { hasText: 'ops@distributor.example' }).waitFor({ timeout: 30_000 })
  await page.locator('[data-recipient=failed]', { hasText: 'No such user' }).waitFor({ timeout: 30_000 })
  // The other one tells the reader of the digest that they were added.
  const sheets = smtp.mails.filter((mail) => !/^Reply-To:/mu.test(mail))
  expect(sheets).toHaveLength(1)
  expect(sheets[0]).toContain('commissioning sheet')
  await smtp.close()
}, 90_000)

it('is for administrators once it is done, and for nobody who is not signed in', async () => {
  await forgetSession(page)
  await page.goto(`${agent.url}/setup?step=mail`)
  await page.waitForURL('**/login?next=*')
}, 60_000)

it('counts down after too many wrong codes, and lets one try again when the wait is over', async () => {
  const other = await startAgent()
  const context = await english(browser)
  const visitor = await context.newPage()
  await visitor.clock.install()
  await visitor.goto(`${other.url}/setup?step=code`)
  const data = { code: 'WRONG' }
  const wrong = () => context.request.post(`${other.url}/api/v1/setup/code`, { data })
  for (let answer = await wrong(); answer.status() !== 429; ) answer = await wrong()
  await visitor.getByLabel('Claim code').fill('ANOTHER')
  await visitor.keyboard.press('Enter')
  const wait = visitor.locator('[data-wait]')
  await wait.waitFor()
  const next = visitor.getByRole('button', { name: 'Next' })
  expect(await next.isDisabled()).toBe(true)
  const seconds = Number(await wait.getAttribute('data-wait'))
  expect(seconds).toBeLessThanOrEqual(60)
  await visitor.clock.runFor(5000)
  await expect.poll(async () => Number(await wait.getAttribute('data-wait'))).toBeLessThanOrEqual(seconds - 5)
  await visitor.clock.runFor(60_000)
  await wait.waitFor({ state: 'detached' })
  expect(await next.isEnabled()).toBe(true)
  await context.close()
  await other.stop()
}, 60_000)
