import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { ask } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let smtp: MailServer
let id = ''

beforeAll(async () => {
  smtp = await startMailServer()
  const { page } = house
  await ask(page, 'PUT', '/api/v1/settings/mail', { host: '127.0.0.1', port: smtp.port, from: 'sereno@bar.example' })
  const added = await ask<{ id: string }>(page, 'POST', '/api/v1/integrations', {
    type: 'error-follow-up',
    name: 'Bar Pepe',
    emails: 'ops@distributor.example, gone@distributor.example',
    kinds: ['Fail'],
    language: 'en',
  })
  id = added.id
}, 60_000)
afterAll(() => smtp?.close())

/** Without those that tell their readers that they were added. */
const digests = () => smtp.mails.filter((mail) => !/^Reply-To:/mu.test(mail))
const runs = () => house.page.locator('[data-run]')

it('says that nothing happened, and sends the all-clear to whoever wants it', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/integrations`)
  await page.getByRole('button', { name: 'Actions for Bar Pepe' }).click()
  await page.getByRole('button', { name: 'Discover and receive mail' }).click()
  await page.getByText('No errors of these types in the last 24 hours').waitFor({ timeout: 60_000 })
  expect(digests()).toHaveLength(0)
  await page.getByRole('button', { name: 'Send all-clear anyway' }).click()
  await page.getByText('The mail was sent.').waitFor({ timeout: 60_000 })
  expect(digests()).toHaveLength(2)
  expect(digests()[0]).toContain('all clear')
}, 120_000)

it('tells of every run with its reason, and how each mail ended', async () => {
  const { page, agent } = house
  await ask(page, 'POST', '/api/v1/activity', { message: 'Cashier charge failed' })
  smtp.answer = (step, session) =>
    step === 'rcpt_to' && JSON.stringify(session.envelope).includes('gone') ? '550 5.1.1 No such user' : 'ok'
  await page.goto(`${agent.url}/integrations?history=${id}`)
  await page.getByRole('button', { name: 'Discover and receive mail' }).click()
  await page.locator('[data-run-panel]').getByText('Found: 1 Fail.').waitFor({ timeout: 60_000 })
  await page.waitForFunction(() => document.querySelectorAll('[data-run]').length === 3)
  const [newest, , oldest] = await runs().allInnerTexts()
  expect(newest).toContain('on demand')
  expect(newest).toContain('1 Fail')
  expect(oldest).toContain('Not sent: no errors')
  expect(await runs().nth(2).getAttribute('data-reason')).toBe('no_errors')
}, 120_000)

it('opens a mail as it was sent, in a frame that can do nothing, and sends it once more', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/integrations?history=${id}`)
  const open = page.getByRole('button', { name: 'Open mail: ops@distributor.example' }).first()
  await open.click()
  await page.frameLocator('iframe').getByText('By device').waitFor()
  expect(await page.locator('iframe').getAttribute('sandbox')).toBe('')
  const address = await page.locator('iframe').getAttribute('src')
  const answer = await page.context().request.get(`${agent.url}${address}`)
  expect(answer.headers()['content-security-policy']).toContain('sandbox')
  await page.keyboard.press('Escape')

  const before = digests().length
  await page.getByRole('button', { name: 'Send again: ops@distributor.example' }).first().click()
  await page
    .getByRole('status')
    .filter({ hasText: 'On its way to ops@distributor.example' })
    .waitFor({ state: 'attached' })
  await expect.poll(() => digests().length, { timeout: 20_000 }).toBe(before + 1)
}, 60_000)
