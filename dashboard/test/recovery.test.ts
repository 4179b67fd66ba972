import type { Page } from 'playwright-core'
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

/** The newest mail with this subject, once it is there. */
async function mailOf(subject: string): Promise<{ text: string; to: string }> {
  const find = async () => {
    const all = await Promise.all(smtp.mails.map((mail) => PostalMime.parse(mail)))
    return all.findLast((mail) => mail.subject === subject)
  }
  await expect.poll(async () => (await find()) !== undefined, { timeout: 20_000 }).toBe(true)
  const mail = await find()
  return { text: mail?.text ?? '', to: mail?.to?.[0]?.address ?? '' }
}

/** The link of a mail as this test reaches the dashboard: the mail has the name that the venue's network knows. */
const linkIn = (text: string): string => {
  const { pathname, search, hash } = new URL(/https?:\/\/\S+#\S+/u.exec(text)?.[0] ?? '')
  return `${house.agent.url}${pathname}${search}${hash}`
}

async function guest(): Promise<{ page: Page; complaints: string[]; close: () => Promise<void> }> {
  const context = await english(house.browser)
  const page = await context.newPage()
  return { page, complaints: complaintsOf(page), close: () => context.close() }
}

async function setPassword(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Username, email or phone').fill(username)
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByLabel('Repeat the new password').fill(password)
  await page.getByRole('button', { name: 'Set password' }).click()
}

it('B12 B15 B17 B19 B21 B22 B24 lets someone back in who forgot the password, by the mail', async () => {
  const { page, complaints, close } = await guest()
  await page.goto(`${house.agent.url}/login`)
  await page.getByRole('link', { name: 'Forgot your username or password?' }).click()
  await page.getByLabel('Username, email or phone').fill(person.username)
  await page.getByRole('button', { name: 'Request reset' }).click()
  await page.getByRole('status').getByText('spam folder').waitFor()
  const { text, to } = await mailOf('Reset password')
  expect(to).toBe(person.email)
  await page.goto(linkIn(text))
  await page.getByLabel('New password', { exact: true }).fill('New-Kitchen')
  const ticks = () => page.locator('[data-tick][data-done=true]').count()
  expect(await ticks()).toBe(3)
  await page.getByLabel('New password', { exact: true }).fill('New-Kitchen-12')
  await page.getByLabel('Repeat the new password').fill('New-Kitchen-12')
  expect(await ticks()).toBe(5)
  await setPassword(page, person.username, 'M1Contr4sen4')
  await page.getByText('Everybody tries this password first').waitFor()
  await setPassword(page, person.username, 'New-Kitchen-12')
  await page.getByText('Your new password is set').waitFor()
  await page.getByRole('link', { name: 'To the log-in page' }).click()
  await page.getByLabel('Username, email or phone').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill('New-Kitchen-12')
  await page.getByRole('button', { name: 'Enter' }).click()
  await page.getByRole('heading', { name: 'Devices' }).waitFor()
  // The refused password is a request that this test provokes.
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
  await house.page.context().clearCookies()
  await close()
}, 90_000)

it('says of a link that was used what to do, and takes the code of a new mail instead', async () => {
  const { page, close } = await guest()
  const { text } = await mailOf('Reset password')
  await page.goto(linkIn(text))
  await setPassword(page, person.username, 'Other-Kitchen-12')
  await page.getByText('This link is over').waitFor()
  await page.getByRole('link', { name: 'Ask for a new link' }).click()
  expect(await page.getByLabel('Username, email or phone').inputValue()).toBe(person.username)
  const before = smtp.mails.length
  await page.getByRole('button', { name: 'Request reset' }).click()
  await page.getByRole('link', { name: 'Type the code of the mail' }).click()
  await expect.poll(() => smtp.mails.length, { timeout: 20_000 }).toBeGreaterThan(before)
  const code = /^([A-Z2-9]{5}-[A-Z2-9]{5})$/mu.exec((await mailOf('Reset password')).text)?.[1] ?? ''
  await page.getByLabel('Code of the mail').fill(code.toLowerCase())
  await setPassword(page, person.username, person.password)
  await page.getByText('Your new password is set').waitFor()
  await close()
}, 90_000)

it('says the same of a username that nobody has, and mails a forgotten username to its e-mail', async () => {
  const { page, close } = await guest()
  await page.goto(`${house.agent.url}/recover`)
  await page.getByLabel('Username, email or phone').fill('nobody-at-all')
  await page.getByRole('button', { name: 'Request reset' }).click()
  await page.getByText('If it exists, a message is on its way to the registered address').waitFor()
  await page.goto(`${house.agent.url}/recover`)
  await page.getByRole('button', { name: 'I forgot my username' }).click()
  await page.getByLabel('E-mail', { exact: true }).fill(person.email)
  await page.getByRole('button', { name: 'Mail my usernames' }).click()
  await page.getByText('If it exists, a message is on its way to the registered address').waitFor()
  expect((await mailOf(`Your username at ${person.company}`)).text).toContain(`Username: ${person.username}`)
  await close()
}, 60_000)
