import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let server: MailServer

beforeAll(async () => {
  server = await startMailServer()
  const mail = { host: '127.0.0.1', port: server.port, security: 'auto', user: '', from: 'sereno@bar.example' }
  await ask(house.page, 'PUT', '/api/v1/settings/mail', mail)
  // An address is known as a user's only once they confirmed it.
  await ask(house.page, 'POST', '/api/v1/me/email/send')
  await vi.waitFor(() => expect(server.mails).toHaveLength(1), 20_000)
  const { text } = await PostalMime.parse(server.mails.pop() ?? '')
  await ask(house.page, 'POST', '/api/v1/me/email/confirm', { token: /\/confirm#([\w-]{43})/u.exec(text ?? '')?.[1] })
}, 30_000)
afterAll(() => server.close())

const reader = 'ops@distributor.example'
/** The link in the mail that says they were added, at this test's own address. */
async function linkInMail(): Promise<string> {
  await expect.poll(() => server.mails.length).toBeGreaterThan(0)
  const { text, replyTo } = await PostalMime.parse(server.mails[0] ?? '')
  expect(replyTo?.[0]?.address).toBe('ana@example.com')
  return `${house.agent.url}/opt-out#${/\/opt-out#([\w-]{43})/u.exec(text ?? '')?.[1]}`
}

it('tells someone who is added, lets them stop the mails by a button and not by the link, and says so in the form', async () => {
  const { page, agent, browser } = house
  await page.goto(`${agent.url}/integrations?add=error-follow-up`)
  await page.getByLabel('Name', { exact: true }).fill('Bar Pepe')
  await page.getByLabel('Email', { exact: true }).fill(`${reader}, ana@example.com`)
  const chips = page.locator('[data-addresses] li')
  await chips.filter({ hasText: reader }).getByText('new', { exact: true }).waitFor()
  await chips.filter({ hasText: 'ana@example.com' }).getByText('user', { exact: true }).waitFor()
  await page.locator('[data-standing="untold"]').waitFor()
  await page.getByRole('switch', { name: 'Test' }).click()
  await page.locator('[data-standing="untold"]').waitFor({ state: 'detached' })
  await page.getByRole('switch', { name: 'Test' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.locator('[data-configured]').getByText(reader).first().waitFor()

  const visitor = await browser.newContext({ locale: 'en-GB' })
  const phone = await visitor.newPage()
  const complaints = complaintsOf(phone)
  await phone.goto(await linkInMail())
  await phone.locator('[data-opt-out="on"]').getByText(reader).waitFor()
  expect(await phone.locator('[data-opt-out]').innerText()).toContain('Bar Pepe')
  // Looking has stopped nothing.
  await phone.reload()
  await phone.getByRole('button', { name: 'Stop the mails' }).click()
  await phone.getByRole('status').getByText('The mails are stopped').waitFor()
  await phone.locator('button:focus', { hasText: 'Get them again' }).waitFor()

  await page.goto(`${agent.url}/integrations`)
  await page.getByRole('link', { name: 'Bar Pepe' }).click()
  await page.locator('[data-standing="stopped"]').waitFor()
  expect(await chips.filter({ hasText: reader }).innerText()).toContain('wants no mails')

  await phone.getByRole('button', { name: 'Get them again' }).click()
  await phone.getByRole('status').getByText('The mails come again').waitFor()
  expect(server.mails).toHaveLength(1)
  expect(complaints).toEqual([])
  await visitor.close()
}, 60_000)

it('says why nothing was sent where everybody has stopped the mails', async () => {
  const { page, agent } = house
  const form = { type: 'error-follow-up', name: 'Alone', emails: reader }
  const { id } = await ask<{ id: string }>(page, 'POST', '/api/v1/integrations', form)
  await ask(page, 'POST', '/api/v1/activity', [{ message: 'printer offline' }])
  const token = (await linkInMail()).split('#')[1]
  await ask(page, 'PUT', '/api/v1/opt-out', { token, stopped: true })
  await ask(page, 'POST', `/api/v1/integrations/${id}/run`, {})
  await page.goto(`${agent.url}/integrations?history=${id}`)
  await page.locator('[data-reason="opted_out"]').getByText('every recipient has stopped these mails').waitFor()
}, 60_000)

it('says of a link that is not valid what to do', async () => {
  const page = await house.context.newPage()
  for (const link of ['/opt-out', `/opt-out#${'x'.repeat(43)}`]) {
    await page.goto(house.agent.url + link)
    await page.getByText('This link is not valid').waitFor()
    expect(await page.getByRole('button', { name: 'Stop the mails' }).count()).toBe(0)
  }
  await page.close()
}, 60_000)
