import type { Locator, Page } from 'playwright-core'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf } from './browser.ts'
import { evaComes } from './colleague.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let smtp: MailServer
/** Of the distributor's person. */
let hers: Page
const appPassword = 'Kiosk-Word-10'

beforeAll(async () => {
  const { page } = house
  smtp = await startMailServer()
  await ask(page, 'PUT', '/api/v1/settings/mail', { host: '127.0.0.1', port: smtp.port, from: 'sereno@bar.example' })
  await ask(page, 'PUT', '/api/v1/account/app-password', { password: appPassword, repeat: appPassword })
  hers = await evaComes(house, smtp, 'advisor', 'eva@distributor.example')
}, 90_000)
afterAll(() => smtp.close())

const pair = (page: Page, name: string) => ask(page, 'POST', '/api/v1/checkins/pair', { appPassword, name })
const use = (page: Page, kind: string) => page.locator(`[data-use=${kind}]`)

it('R5 R7a R7b shows the plan, the extras bought and the use of it, as the advisor set them; an admin does not', async () => {
  const { page, agent } = house
  const complaints = [complaintsOf(page), complaintsOf(hers)]
  for (const name of ['Bar', 'Terrace']) await pair(page, name)
  await page.goto(`${agent.url}/account/subscription`)
  await page.locator('[data-plan]').getByText('Community').waitFor()
  await use(page, 'ipads').getByText('2, no limit').waitFor()
  expect(await page.getByRole('button', { name: 'Change plan' }).count()).toBe(0)

  await hers.goto(`${agent.url}/account/subscription`)
  await hers.getByRole('button', { name: 'Change plan' }).click()
  const drawer = hers.getByRole('dialog')
  await drawer.getByLabel('Contracted plan').fill('Bar <b>XL</b>')
  await drawer.getByLabel('Renewal').fill('2027-11-22')
  await drawer.getByLabel('iPads').fill('2')
  await drawer.getByLabel('Printers', { exact: true }).fill('5')
  await drawer.getByRole('button', { name: 'Add an extra' }).click()
  await drawer.getByLabel('Name of the extra').fill('Printers')
  await drawer.getByLabel('How many').fill('2')
  await drawer.getByLabel('Registered partner').check()
  expect(await axeFaults(hers)).toEqual([])
  await drawer.getByRole('button', { name: 'Save' }).click()
  await hers.locator('[data-plan]').getByText('Bar <b>XL</b>').waitFor()

  await page.reload()
  await page.locator('[data-plan]').getByText('Bar <b>XL</b>').waitFor()
  await page.locator('[data-extras]').getByText('2 × Printers').waitFor()
  await page
    .locator('[data-renews]')
    .getByText(/22 Nov\w* 2027/u)
    .waitFor()
  await page.getByText('Registered partner').waitFor()
  await use(page, 'ipads').getByText('2 of 2').waitFor()
  await use(page, 'ipads').getByText('Full:').waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect(complaints).toEqual([[], []])
}, 90_000)

it('R23a keeps what comes to a full plan out of service, says why, and lets a person give it a place that comes free', async () => {
  const { page, agent } = house
  await pair(page, 'Kitchen')
  await page.goto(`${agent.url}/account/subscription`)
  await page.getByText('1 device is not active').waitFor()
  await page.goto(`${agent.url}/account/sessions`)
  const row = page.getByRole('row', { name: /Kitchen/u })
  await row.getByText('Not active').waitFor()
  await page.getByText('Device not active').waitFor()
  expect(await axeFaults(page)).toEqual([])
  const choose = async (pad: Locator, what: string) => {
    await pad.getByRole('button', { name: /^More for/u }).click()
    await pad.getByRole('button', { name: what }).click()
  }
  await choose(row, 'Activate')
  await page.getByText('The plan has no place for it', { exact: true }).waitFor()
  await choose(page.getByRole('row', { name: /Bar/u }), 'Put out of service')
  await page.getByRole('row', { name: /Bar/u }).getByText('Out of service', { exact: true }).waitFor()
  await row.getByText('Not active').waitFor()
  await row.getByRole('link').click()
  await page.getByText('Device not active').waitFor()
  await page.goto(`${agent.url}/devices`)
  await page
    .getByRole('row', { name: /Kitchen/u })
    .getByText('Not active')
    .waitFor()
  await page.goto(`${agent.url}/account/sessions`)
  await choose(row, 'Activate')
  await row.getByText('Active', { exact: true }).waitFor()
  expect(await page.getByText('Device not active').count()).toBe(0)
}, 90_000)

it('R9a R9b asks for more by “Upgrade account” at any time, which makes a ticket with its number and mails it', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/account/subscription`)
  await page.getByRole('button', { name: 'Upgrade account' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What do you need?').selectOption('More printers')
  await dialog.getByLabel('How many').fill('3')
  await dialog.getByLabel('What else should we know?').fill('For the new bar')
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Send request' }).click()
  await dialog.getByText('Ticket 1 is made').waitFor()
  await dialog.getByText('It is answered as soon as possible.').waitFor()
  const find = async () => {
    const all = await Promise.all(smtp.mails.map((text) => PostalMime.parse(text)))
    return all.find(({ subject }) => subject === 'Ticket 1: pending')
  }
  await expect.poll(async () => (await find())?.to?.[0]?.address, { timeout: 20_000 }).toBe('eva@distributor.example')
  expect((await find())?.text).toContain('> For the new bar')
  await dialog.getByRole('link', { name: 'Open the ticket' }).click()
  await page.getByRole('heading', { name: '1 · Upgrade account: 3 more printers' }).waitFor()
}, 60_000)
