import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { ask, complaintsOf, english, person, setUp } from './browser.ts'
import { openHouse } from './house.ts'
import { visitor } from './visitor.ts'

const house = openHouse()
const run = promisify(execFile)
let smtp: MailServer

beforeAll(async () => {
  smtp = await startMailServer()
  const mail = { host: '127.0.0.1', port: smtp.port, from: 'sereno@bar.example' }
  await ask(house.page, 'PUT', '/api/v1/settings/mail', mail)
}, 60_000)
afterAll(() => smtp.close())

it('B2a lets the installer call an advisor at the box, who comes in by the welcome mail and makes an account', async () => {
  const command = join(import.meta.dirname, '../../scripts/user.ts')
  const marta = ['create', 'marta', '--email', 'marta@distributor.example', '--role', 'advisor', '--welcome']
  const { stdout } = await run(process.execPath, [command, ...marta, '--lang', 'en', '--data', house.agent.data])
  expect(stdout).toContain('marta@distributor.example')
  await expect.poll(() => smtp.mails.length, { timeout: 20_000 }).toBe(1)
  const welcome = await PostalMime.parse(smtp.mails[0] ?? '')
  expect(welcome.subject).toBe('Welcome to Sereno, your username is marta')
  const { pathname, hash } = new URL(/https?:\/\/\S+#\S+/u.exec(welcome.text ?? '')?.[0] ?? '')
  const context = await english(house.browser)
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${house.agent.url}${pathname}${hash}`)
  await page.getByLabel('Username, email or phone').fill('marta')
  await page.getByLabel('New password', { exact: true }).fill('Found-My-Way-12')
  await page.getByLabel('Repeat the new password').fill('Found-My-Way-12')
  await page.getByRole('button', { name: 'Set password' }).click()
  await page.getByRole('link', { name: 'To the log-in page' }).click()
  await page.getByLabel('Username, email or phone').fill('marta')
  await page.getByLabel('Password', { exact: true }).fill('Found-My-Way-12')
  await page.getByRole('button', { name: 'Enter' }).click()
  await page.waitForURL((url) => url.pathname === '/')
  await page.getByRole('link', { name: 'Users', exact: true }).first().click()
  await page.getByRole('button', { name: 'Add user' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('Username').fill('pepe')
  await drawer.getByLabel('Full name').fill('Pepe Sala')
  await drawer.getByLabel('E-mail').fill('pepe@bar.example')
  await drawer.getByLabel('Role').selectOption('viewer')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await page.locator('[data-user=pepe]').getByText('Invited').waitFor()
  await expect.poll(() => smtp.mails.length, { timeout: 20_000 }).toBe(2)
  expect(complaints).toEqual([])
  await context.close()
}, 90_000)

it('P28 gives a person all their data before they delete the account', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/me`)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Take my data away' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(new RegExp(`^sereno-${person.username}-\\d{4}-\\d\\d-\\d\\d\\.zip$`, 'u'))
}, 60_000)

it('P25 tells what leaves the box, finds someone wherever they are named and erases them', async () => {
  const { page, agent } = house
  await ask(page, 'POST', '/api/v1/integrations', {
    type: 'error-follow-up',
    name: 'Nightly',
    emails: [person.email, 'sue@lake.example'],
  })
  await page.goto(`${agent.url}/account/privacy`)
  await page.locator('[data-way=digests][data-on=true]').getByText('sue@lake.example').waitFor()
  await page.getByLabel('Look for a person').fill('sue@lake.example')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.getByText('Error Follow Up: 1').waitFor()
  await page.getByRole('button', { name: 'Erase' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click()
  await page.getByRole('region', { name: 'Messages' }).getByText('Erased.').waitFor()
  await expect.poll(() => page.locator('[data-way=digests]').textContent()).not.toContain('sue@lake')
}, 60_000)

it('P25 counts a contact’s conversations without a word of them, and erases them for the name typed again', async () => {
  const { page, agent } = house
  await visitor(agent.url, 'Sue Lake', 'My card is 4111')
  await page.goto(`${agent.url}/account/privacy`)
  await page.getByText('1 conversation', { exact: true }).waitFor()
  await page.getByLabel('Whose conversations').fill('sue lake')
  await page.getByRole('button', { name: 'Count conversations' }).click()
  await page.locator('[data-chats=some] [data-channel=live-chat]').getByText('1 conversation').waitFor()
  expect(await page.locator('main').textContent()).not.toContain('4111')
  await page.getByRole('button', { name: 'Erase conversations' }).click()
  const dialog = page.getByRole('dialog')
  const erase = dialog.getByRole('button', { name: 'Erase conversations' })
  expect(await erase.isDisabled()).toBe(true)
  await dialog.getByLabel('Type it again to confirm').fill('Sue Lake')
  await erase.click()
  await page.getByText('0 conversations', { exact: true }).waitFor()
}, 60_000)

it('P24 removes the venue for its name and the password, and the box begins as on its first day', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/account/danger`)
  await page.getByRole('button', { name: 'Remove the venue…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Type the venue’s name to confirm').fill(person.company)
  await dialog.getByLabel('Your password').fill(person.password)
  await dialog.getByRole('button', { name: 'Remove the venue' }).click()
  await page.waitForURL('**/setup', { timeout: 30_000 })
  await setUp(page, agent)
  expect(await ask<{ items: unknown[] }>(page, 'GET', '/api/v1/users')).toMatchObject({
    items: [{ username: person.username }],
  })
  expect(await ask<{ items: unknown[] }>(page, 'GET', '/api/v1/integrations')).toMatchObject({ items: [] })
}, 90_000)
