import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { ask, complaintsOf, english, person } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let smtp: MailServer

beforeAll(async () => {
  smtp = await startMailServer()
  const mail = { host: '127.0.0.1', port: smtp.port, from: 'sereno@bar.example' }
  await ask(house.page, 'PUT', '/api/v1/settings/mail', mail)
}, 60_000)
afterAll(() => smtp.close())

/** The digests that came, without what tells someone that they were added. */
async function digestsTo(address: string): Promise<{ subject: string; text: string }[]> {
  const mails = await Promise.all(smtp.mails.map((mail) => PostalMime.parse(mail)))
  return mails
    .filter(({ to, replyTo }) => replyTo === undefined && to?.some((one) => one.address === address))
    .map(({ subject, text }) => ({ subject: subject ?? '', text: text ?? '' }))
}

it('E9a E21 E23 E25 E27 enters, presses Integrations and Add, finds Error Follow Up and presses Add', async () => {
  const context = await english(house.browser)
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${house.agent.url}/login`)
  await page.getByLabel('Username, email or phone').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Enter' }).click()
  await page.getByRole('link', { name: 'Integrations' }).click()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const gallery = page.getByRole('dialog')
  await gallery.getByLabel('Search').fill('Error Follow Up')
  await gallery.getByRole('link', { name: /^Add: Error Follow Up/u }).click()
  await page.waitForURL('**/integrations?add=error-follow-up')
  await page.getByLabel('Name', { exact: true }).waitFor()
  expect(complaints).toEqual([])
  await context.close()
}, 60_000)

it('E31 E35 E37 E39 E41 E42 E44 E46 E53 E56 fills in the form and saves it, which says that it is configured', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/integrations?add=error-follow-up`)
  expect(await page.getByLabel('Active', { exact: true }).isChecked()).toBe(true)
  expect(await page.getByLabel('Test', { exact: true }).isChecked()).toBe(false)
  expect(await page.getByLabel('Email', { exact: true }).inputValue()).toBe(person.email)
  await page.getByLabel('Name', { exact: true }).fill('Bar Pepe')
  await page.getByLabel('Email', { exact: true }).fill('ops@distributor.example, field@distributor.example')
  await page.getByLabel('Minimum error threshold').fill('3')
  await page.getByRole('checkbox', { name: /^Retry/u }).uncheck()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const panel = page.locator('[data-configured]')
  await panel.getByText('Configured: Bar Pepe').waitFor()
  expect(await panel.innerText()).toContain('From 3 errors on')
  const { items } = await ask<{ items: object[] }>(page, 'GET', '/api/v1/integrations')
  expect(items).toMatchObject([
    {
      active: true,
      test: false,
      name: 'Bar Pepe',
      emails: ['ops@distributor.example', 'field@distributor.example'],
      minimumErrors: 3,
      kinds: ['Error', 'Fail', 'Offline'],
    },
  ])
}, 60_000)

it('E48 E49 E50a E50b E51 tells beside each kind what it is, and whether the local network may be to blame', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/integrations?add=error-follow-up`)
  const said: Record<string, RegExp> = {
    Error: /action of the system, not always tied to the local network/u,
    Fail: /print or other action; the local network may/u,
    Offline: /no internet, or no communication with the printer/u,
    Retry: /trying again; not always the local network/u,
  }
  for (const [kind, words] of Object.entries(said)) {
    const choice = page.getByRole('checkbox', { name: new RegExp(`^${kind}`, 'u') })
    const row = page.locator('label', { has: choice })
    expect(await row.innerText(), kind).toMatch(words)
  }
}, 60_000)

it('E63 discovers at any moment and mails what it found: Integrations, the dots, Discover and receive mail', async () => {
  const { page, agent } = house
  await ask(page, 'POST', '/api/v1/activity', [{ message: 'Cashier charge failed' }, { message: 'one offline' }])
  await page.goto(`${agent.url}/integrations`)
  await page.getByRole('button', { name: 'Actions for Bar Pepe' }).click()
  await page.getByRole('button', { name: 'Discover and receive mail' }).click()
  // Below its threshold, too: a person asked.
  await expect.poll(async () => (await digestsTo('ops@distributor.example')).length, { timeout: 60_000 }).toBe(1)
  const [mail] = await digestsTo('ops@distributor.example')
  expect(mail?.text).toContain('Cashier charge failed')
  // Each gets a mail of their own, one after the other.
  await expect.poll(() => digestsTo('field@distributor.example')).toHaveLength(1)
}, 120_000)

it('E9b E61a E61b sends at its hour what was chosen, and nothing where the threshold is above the count, and says so', async () => {
  const { page, agent } = house
  const zone = (await ask<{ timezone: string }>(page, 'GET', '/api/v1/account')).timezone
  // The next minute that is at least some seconds away: a run begins only after it was planned.
  const sendAt = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(Date.now() + 75_000)
  const form = { type: 'error-follow-up', sendAt, language: 'en' }
  const loud = { ...form, name: 'Loud', emails: 'loud@distributor.example', kinds: ['Fail'], minimumErrors: 1 }
  const shy = { ...form, name: 'Shy', emails: 'shy@distributor.example', kinds: ['Fail'], minimumErrors: 9 }
  await ask(page, 'POST', '/api/v1/integrations', loud)
  const { id } = await ask<{ id: string }>(page, 'POST', '/api/v1/integrations', shy)
  await expect.poll(async () => (await digestsTo('loud@distributor.example')).length, { timeout: 150_000 }).toBe(1)
  const [mail] = await digestsTo('loud@distributor.example')
  expect(mail?.text).toContain('Cashier charge failed')
  expect(mail?.text).not.toContain('one offline')
  await page.goto(`${agent.url}/integrations?history=${id}`)
  await page.locator('[data-run][data-reason=below_threshold]').waitFor({ timeout: 60_000 })
  expect(await digestsTo('shy@distributor.example')).toEqual([])
}, 240_000)
