import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf, person } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let smtp: MailServer

beforeAll(async () => {
  smtp = await startMailServer()
  const mail = { host: '127.0.0.1', port: smtp.port, from: 'sereno@bar.example' }
  await ask(house.page, 'PUT', '/api/v1/settings/mail', mail)
}, 60_000)
afterAll(() => smtp.close())

/** What a program with a token gets, from where this test runs. */
async function withToken(secret: string, path: string, body?: unknown): Promise<number> {
  const answer = await fetch(house.agent.url + path, {
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  })
  await answer.body?.cancel()
  return answer.status
}

it('R29 makes a token for Revo Flow by its preset, which reports to the log and sees the state, and no more', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await page.goto(`${agent.url}/account`)
  await page.getByRole('link', { name: 'Tokens' }).click()
  await page.getByText('No token yet').waitFor()
  await page.getByRole('button', { name: 'New token' }).click()
  const drawer = page.getByRole('dialog')
  expect(await drawer.getByLabel('Name').inputValue()).toBe('Revo Flow')
  await drawer.getByLabel('No end').check()
  await drawer.getByText('A token without an end').waitFor()
  await drawer.getByLabel('90 days').check()
  await drawer.getByLabel('Only from these addresses').fill('127.0.0.1\nkitchen')
  expect(await axeFaults(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Make token' }).click()
  await drawer.getByText('Write an address like').first().waitFor()
  await drawer.getByLabel('Only from these addresses').fill('127.0.0.1')
  await drawer.getByRole('button', { name: 'Make token' }).click()
  const secret = await page.locator('[data-secret]').innerText()
  expect(await page.locator('[data-shown]').innerText()).toContain('/api/v1/activity')
  expect(await axeFaults(page)).toEqual([])
  expect(await withToken(secret, '/api/v1/activity', [{ message: 'Cashier charge failed' }])).toBeLessThan(300)
  expect(await withToken(secret, '/api/v1/overview')).toBe(200)
  expect(await withToken(secret, '/api/v1/users')).toBe(403)
  await page.reload()
  const row = page.locator('[data-token="Revo Flow"]')
  await row.getByText('from 127.0.0.1').first().waitFor()
  expect(await page.content()).not.toContain(secret)
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
}, 90_000)

it('R29 replaces a token with a day of overlap, and revokes it with a mail to its owner', async () => {
  const { page, agent } = house
  const { token } = await ask<{ token: string }>(page, 'POST', '/api/v1/tokens', {
    name: 'Till',
    scopes: ['status:read'],
  })
  await page.goto(`${agent.url}/account/tokens`)
  const rows = page.locator('[data-token=Till]')
  const dialog = page.getByRole('dialog')
  await rows.getByRole('button', { name: 'Replace' }).click()
  await dialog.getByRole('button', { name: 'Replace' }).click()
  const secret = await page.locator('[data-secret]').innerText()
  await page.locator('[data-token=Till][data-replaced]').getByText('this old one works until').waitFor()
  expect([await withToken(token, '/api/v1/overview'), await withToken(secret, '/api/v1/overview')]).toEqual([200, 200])
  expect(await axeFaults(page)).toEqual([])
  const fresh = page.locator('[data-token=Till]:not([data-replaced])')
  await fresh.getByRole('button', { name: 'Revoke' }).click()
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await expect.poll(() => fresh.count()).toBe(0)
  expect(await withToken(secret, '/api/v1/overview')).toBe(401)
  await expect.poll(() => smtp.mails.length, { timeout: 20_000 }).toBe(1)
  const { subject, text } = await PostalMime.parse(smtp.mails[0] ?? '')
  expect([subject, text]).toEqual([expect.stringContaining('Till'), expect.stringContaining('Ana Pérez')])
}, 90_000)

it('P8d shows the private token after the password, and a new one ends it', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await page.goto(`${agent.url}/me`)
  const card = page.locator('#api')
  await card.getByText('You have no private token yet.').waitFor()
  const prove = async (button: string, password: string) => {
    await card.getByLabel('Your password').fill(password)
    await card.getByRole('button', { name: button, exact: true }).click()
  }
  await card.getByRole('button', { name: 'Make a private token' }).click()
  await prove('Make a private token', 'Not-The-Right-1')
  await card.getByText('This is not your current password.').waitFor()
  await prove('Make a private token', person.password)
  const token = await card.locator('[data-secret]').innerText()
  expect(await card.innerText()).toContain('curl')
  expect(await card.getByRole('link', { name: 'What the API can do' }).getAttribute('href')).toBe('/docs')
  expect(await axeFaults(page)).toEqual([])
  expect(await withToken(token, '/api/v1/tokens')).toBe(200)
  await page.reload()
  await card.getByText('from 127.0.0.1').waitFor()
  expect(await page.content()).not.toContain(token)
  await card.getByRole('button', { name: 'Show', exact: true }).click()
  await prove('Show', person.password)
  expect(await card.locator('[data-secret]').innerText()).toBe(token)
  await card.getByRole('button', { name: 'Hide' }).click()
  await card.getByRole('button', { name: 'Make a new one' }).click()
  await card.getByText('ends at once').waitFor()
  await prove('Make a new one', person.password)
  await expect.poll(() => card.locator('[data-secret]').innerText()).not.toBe(token)
  expect(await withToken(token, '/api/v1/overview')).toBe(401)
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
}, 90_000)
