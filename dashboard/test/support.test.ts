import type { Page } from 'playwright-core'
import PostalMime, { type Email } from 'postal-mime'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf } from './browser.ts'
import { evaComes } from './colleague.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let smtp: MailServer
const support = 'help@distributor.example'

/** The newest mail to someone with a word in its subject, once it is there. */
async function mailTo(address: string, word: string): Promise<Email> {
  const find = async () => {
    const all = await Promise.all(smtp.mails.map((mail) => PostalMime.parse(mail)))
    return all.findLast((mail) => mail.to?.[0]?.address === address && mail.subject?.includes(word))
  }
  await expect.poll(async () => (await find()) !== undefined, { timeout: 20_000 }).toBe(true)
  const found = await find()
  if (found === undefined) throw new Error(`No mail to ${address} about ${word}`)
  return found
}

const chip = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}`, 'u') })
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

beforeAll(async () => {
  smtp = await startMailServer()
}, 60_000)
afterAll(() => smtp.close())

it('R27b keeps a ticket that is made without mail, says that it waits, and sends it by itself once mail works', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await page.goto(`${agent.url}/account/support`)
  await page.getByText('No ticket is pending.').waitFor()
  await page.getByText('Nobody gets the tickets by mail yet').waitFor()
  await page.getByRole('button', { name: 'New ticket' }).first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('Subject').fill('The <b>kitchen</b> printer')
  await drawer.getByLabel('What is it about?').fill('It prints nothing.\nSince noon.')
  await drawer.getByLabel('Urgency').selectOption('high')
  await drawer.getByLabel('Send along how the box is').check()
  const shown = (await drawer.locator('[data-diagnostics]').innerText()).trim()
  expect(shown).toContain('sereno: ')
  expect(shown).not.toContain('Pepe')
  expect(await axeFaults(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('heading', { name: '1 · The <b>kitchen</b> printer' }).waitFor()
  await page.getByText('Not mailed to anybody').first().waitFor()
  expect(new URL(page.url()).search).toBe('?ticket=1')

  await page.getByRole('button', { name: 'All tickets' }).click()
  await page.getByRole('button', { name: 'Change' }).click()
  await page.getByRole('dialog').getByLabel('Support e-mail').fill(support)
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.locator('[data-mailed]').getByText(support).waitFor()
  const row = page.locator('[data-ticket="1"]')
  await row.getByText('Waiting to be sent').waitFor()
  expect(smtp.mails).toEqual([])
  const mail = { host: '127.0.0.1', port: smtp.port, from: 'sereno@bar.example' }
  await ask(page, 'PUT', '/api/v1/settings/mail', mail)
  const letter = await mailTo(support, 'Ticket 1: pending')
  expect(letter.text).toContain('> It prints nothing.\n> Since noon.')
  expect(letter.text).toContain('/account/support?ticket=1')
  expect(letter.replyTo?.[0]?.address).toBe('ana@example.com')
  const attached = letter.attachments[0]?.content
  expect(new TextDecoder().decode(attached as ArrayBuffer).trim()).toBe(shown)
  await row.getByRole('link').click()
  await page.locator('[data-message]').getByText('Mailed').waitFor()
  expect(smtp.mails).toHaveLength(1)
  expect(complaints).toEqual([])
}, 90_000)

it('R25 R27a lists the tickets by state with counts, keeps the choice in the address, and gives them as a file', async () => {
  const { page, agent } = house
  await ask(page, 'POST', '/api/v1/tickets', { subject: '=1+1', text: 'x' })
  await ask(page, 'PATCH', '/api/v1/tickets/2', { state: 'solved' })
  await page.goto(`${agent.url}/account/support`)
  await page.locator('[data-ticket="1"]').waitFor()
  expect(await page.locator('[data-ticket]').count()).toBe(1)
  await expect.poll(() => chip(page, 'All').innerText()).toMatch(/2$/u)
  expect(await axeFaults(page)).toEqual([])
  await chip(page, 'Solved').click()
  await page.locator('[data-ticket="2"]').getByText('Solved').waitFor()
  expect(new URL(page.url()).search).toBe('?state=solved')
  await chip(page, 'Closed').click()
  await page.getByText('No ticket was closed yet.').waitFor()
  await page.goBack()
  await page.locator('[data-ticket="2"]').waitFor()
  await page.reload()
  await page.locator('[data-ticket="2"]').waitFor()
  await page.getByRole('button', { name: 'Export' }).click()
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  const file = await (await coming).createReadStream()
  let text = ''
  for await (const part of file) text += String(part)
  expect(text.split('\r\n')[0]).toContain('number,subject,state,urgency,author,createdAt,updatedAt')
  expect(text).toContain("'=1+1")
}, 60_000)

it('R27b takes answers and files, tells the author by mail and by a mark, and lets them reopen what was solved', async () => {
  const { page, agent } = house
  const hers = await evaComes(house, smtp, 'operator')
  const complaints = complaintsOf(hers)
  await hers.goto(`${agent.url}/account/support`)
  await hers.getByRole('button', { name: 'New ticket' }).first().click()
  const drawer = hers.getByRole('dialog')
  await drawer.getByLabel('Subject').fill('An iPad is lost')
  await drawer.getByLabel('What is it about?').fill('It was on the terrace.')
  const large = { name: 'film.png', mimeType: 'image/png', buffer: Buffer.alloc(5 * 1024 * 1024 + 1) }
  await drawer
    .locator('input[type=file]')
    .setInputFiles([large, { name: 'place.png', mimeType: 'image/png', buffer: png }])
  await drawer.getByText('film.png has 5 MB').waitFor()
  await drawer.getByRole('button', { name: 'Send', exact: true }).click()
  await hers.getByRole('heading', { name: '3 · An iPad is lost' }).waitFor()
  await hers.getByRole('link', { name: 'place.png' }).waitFor()

  await page.goto(`${agent.url}/account/support?ticket=3`)
  const reply = page.getByLabel('Your answer')
  await reply.fill('Is it in <Find My>?')
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('MZ\0') }])
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('This file cannot be attached').waitFor()
  await page.getByText('Is it in <Find My>?').waitFor()
  await page.getByRole('button', { name: /^Remove: x.png/u }).click()
  expect(await axeFaults(page)).toEqual([])
  const told = await mailTo(support, 'Ticket 3: pending')
  expect(told.html).toContain('Is it in &lt;Find My&gt;?')
  await page.getByRole('button', { name: 'Set to solved' }).click()
  await mailTo('eva@example.com', 'Ticket 3: solved')

  await hers.goto(`${agent.url}/account/support?state=all`)
  await hers.locator('[data-ticket="3"]').getByText('new answer').waitFor()
  await hers.getByRole('button', { name: /^Eva Roig/u }).click()
  await hers.locator('[data-answers]').click()
  await hers.goto(`${agent.url}/account/support?ticket=3`)
  const coming = hers.waitForEvent('download')
  await hers.getByRole('link', { name: 'place.png' }).click()
  expect((await coming).suggestedFilename()).toBe('place.png')
  await hers.getByRole('button', { name: 'Reopen' }).click()
  await hers.getByText('Eva Roig reopened the ticket').waitFor()
  expect(await hers.getByRole('button', { name: 'Set to solved' }).count()).toBe(0)
  await hers.goto(`${agent.url}/account/support?state=all`)
  await hers.locator('[data-ticket="3"]').waitFor()
  expect(await hers.locator('[data-ticket="3"]').getByText('new answer').count()).toBe(0)
  await page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByText('This ticket is closed and stays as it is.').waitFor()
  expect(complaints).toEqual([])
}, 90_000)
