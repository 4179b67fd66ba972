import type { Page } from 'playwright-core'
import PostalMime, { type Email } from 'postal-mime'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf, english } from './browser.ts'
import { openHouse } from './house.ts'
import { daysPass } from './passing-days.ts'

const house = openHouse()
const reader = 'ops@distributor.example'
let smtp: MailServer
let printer = ''

beforeAll(async () => {
  const { page } = house
  smtp = await startMailServer()
  await ask(page, 'PUT', '/api/v1/settings/mail', { host: '127.0.0.1', port: smtp.port, from: 'sereno@bar.example' })
  const made = { name: 'Kitchen printer', type: 'printer', place: 'Kitchen', address: '127.0.0.7', probes: [] }
  printer = (await ask<{ id: string }>(page, 'POST', '/api/v1/devices', made)).id
}, 60_000)
afterAll(() => smtp?.close())

/** The digests to the distributor, without what tells them that they were added. */
async function digests(): Promise<Email[]> {
  const mails = await Promise.all(smtp.mails.map((mail) => PostalMime.parse(mail)))
  return mails.filter(({ to, replyTo }) => replyTo === undefined && to?.some(({ address }) => address === reader))
}
const report = (page: Page, kind: string, times: number, hoursAgo = 1) =>
  ask(
    page,
    'POST',
    '/api/v1/activity',
    Array.from({ length: times }, (_, n) => {
      const at = new Date(Date.now() - hoursAgo * 3_600_000 + n * 1000).toISOString()
      return { kind, message: `${kind} ${hoursAgo} ${n}`, device: 'Kitchen printer', at, endedAt: at }
    }),
  )
const isSound = async (page: Page) => {
  expect(await axeFaults(page)).toEqual([])
}

it('E16a audits a new venue by itself from the first night, once the set-up has asked who gets the mail', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/setup?step=mail`)
  await page.getByRole('textbox', { name: 'Recipients' }).fill(reader)
  await page.getByRole('button', { name: 'Save and continue' }).click()
  await page.locator('[data-step=done]').waitFor()
  const { items } = await ask<{ items: { id: string }[] }>(page, 'GET', '/api/v1/integrations')
  expect(items).toMatchObject([{ type: 'error-follow-up', active: true, test: false, emails: [reader] }])
  // Half a day away: at whatever hour this runs, nothing is sent between what is reported and the day that passes.
  const sendAt = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Madrid', timeStyle: 'short' }).format(
    Date.now() + 12 * 3_600_000,
  )
  await ask(page, 'PATCH', `/api/v1/integrations/${items[0]?.id}`, { sendAt })
  await report(page, 'Fail', 2)
  await daysPass(agent, 1, printer)
  await expect.poll(async () => (await digests()).length, { timeout: 30_000 }).toBe(1)
  expect((await digests())[0]?.subject).toContain('2 errors in 24 h (2 Fail)')
}, 120_000)

it('E16b controls the account day by day: each day brings a mail of its own, and a quiet day none', async () => {
  const { page, agent } = house
  await report(page, 'Error', 1)
  await daysPass(agent, 1, printer)
  await expect.poll(async () => (await digests()).length, { timeout: 30_000 }).toBe(2)
  const second = (await digests())[1]
  expect(second?.subject).toContain('1 error in 24 h (1 Error)')
  expect(second?.text).not.toContain('Fail 1 0')
  await daysPass(agent, 1, printer)
  await page.goto(`${agent.url}/integrations`)
  const id = (await ask<{ items: { id: string }[] }>(page, 'GET', '/api/v1/integrations')).items[0]?.id
  await page.goto(`${agent.url}/integrations?history=${id}`)
  await page.locator('[data-run][data-reason=no_errors]').waitFor({ timeout: 30_000 })
  expect(await digests()).toHaveLength(2)
}, 120_000)

it('E9c tells what rises day by day before it becomes an incident, in the preview and in the mail', async () => {
  const { page, agent } = house
  await report(page, 'Retry', 1, 49)
  await report(page, 'Retry', 3, 25)
  await report(page, 'Retry', 6)
  await page.goto(`${agent.url}/integrations?add=error-follow-up`)
  const preview = page.locator('[data-preview] [data-rising=Retry]')
  await preview.getByText('Retry rising for 3 days: 1 → 3 → 6').waitFor()
  await isSound(page)
  const before = (await digests()).length
  await page.goto(`${agent.url}/integrations`)
  await page.getByRole('button', { name: /^Actions for/u }).click()
  await page.getByRole('button', { name: 'Discover and receive mail' }).click()
  await expect.poll(async () => (await digests()).length, { timeout: 60_000 }).toBe(before + 1)
  const mail = (await digests()).at(-1)
  for (const part of [mail?.text?.replace(/\s+/gu, ' '), mail?.html]) expect(part).toContain('Retry rising for 3 days')
}, 120_000)

it('E16c shows what is wrong in the first days first, where it is mended, and hands over once three days are calm', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await page.goto(`${agent.url}/report`)
  await page.getByRole('link', { name: 'Rollout' }).click()
  await page.getByText('Day 4 of 7').waitFor()
  await page.locator('[data-verdict=trouble]').waitFor()
  await page.getByRole('button', { name: 'Hand over' }).focus()
  await page.getByRole('tooltip').getByText('it takes 3 to hand over').waitFor()
  // What is wrong comes before what nobody knows, and that before what is done.
  const states = await page
    .locator('[data-check]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state')))
  const order = ['open', 'unknown', 'done']
  expect(states).toEqual(states.toSorted((a, b) => order.indexOf(a ?? '') - order.indexOf(b ?? '')))
  await page.getByText('Show as table').click()
  await page.locator('[data-days] tbody tr').nth(3).waitFor()
  await isSound(page)

  const help = page.locator('[data-check=help]')
  await help.getByRole('link', { name: 'Name whom the staff call' }).click()
  await page.waitForURL('**/system/discovery')
  await ask(page, 'PATCH', '/api/v1/settings/venue', { help: { name: 'Marta', phone: '+34600000001' } })
  await page.goto(`${agent.url}/rollout`)
  await help.getByText('nobody has tried it').waitFor()
  await help.getByLabel('We called, and somebody answered').check()
  await help.getByText('confirmed: Ana Pérez').waitFor()
  expect(await help.getAttribute('data-state')).toBe('done')

  const before = smtp.mails.length
  await daysPass(agent, 4, printer)
  await page.reload()
  await page.getByText('Day 8', { exact: true }).waitFor()
  await page.getByText('3 calm days in a row: the venue can be handed over.').waitFor()
  await page.getByRole('button', { name: 'Hand over' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click()
  await page.locator('[data-handed]').getByText('Ana Pérez handed the venue over').waitFor()
  await expect
    .poll(() => smtp.mails.slice(before).some((mail) => /Subject: .*handed over/u.test(mail)), { timeout: 20_000 })
    .toBe(true)
  const { items } = await ask<{ items: { action: string; who: string }[] }>(page, 'GET', '/api/v1/system/audit')
  expect(items[0]).toMatchObject({ action: 'POST /api/v1/rollout/hand-over', who: 'Ana Pérez' })
  expect(complaints.filter((text) => !/Failed to load resource|ERR_|when fetching the script/u.test(text))).toEqual([])
}, 180_000)

it('E14 is made for distributors: theirs see rollout, report, log and digests, write notes, and change nothing else', async () => {
  const { page, agent, browser } = house
  await ask(page, 'POST', '/api/v1/rollout/notes', { text: 'The switch of the bar is <b>loose</b>.' })
  const eva = { username: 'eva', fullName: 'Eva Roig', email: 'eva@distributor.example', role: 'viewer' }
  const before = smtp.mails.length
  await ask(page, 'POST', '/api/v1/users', eva)
  await expect.poll(() => smtp.mails.length, { timeout: 20_000 }).toBeGreaterThan(before)
  const welcome = await PostalMime.parse(smtp.mails.at(-1) ?? '')
  const context = await english(browser)
  const theirs = await context.newPage()
  const complaints = complaintsOf(theirs)
  const { pathname, hash } = new URL(/https?:\/\/\S+#\S+/u.exec(welcome.text ?? '')?.[0] ?? '')
  await theirs.goto(`${agent.url}${pathname}${hash}`)
  await theirs.getByLabel('Username, email or phone').fill('eva')
  await theirs.getByLabel('New password', { exact: true }).fill('Eva-Comes-In-1')
  await theirs.getByLabel('Repeat the new password').fill('Eva-Comes-In-1')
  await theirs.getByRole('button', { name: 'Set password' }).click()
  await theirs.getByRole('link', { name: 'To the log-in page' }).click()
  await theirs.getByLabel('Username, email or phone').fill('eva')
  await theirs.getByLabel('Password', { exact: true }).fill('Eva-Comes-In-1')
  await theirs.getByRole('button', { name: 'Enter' }).click()
  await theirs.getByRole('heading', { name: 'Devices' }).waitFor()

  await theirs.getByRole('link', { name: 'Report' }).click()
  await theirs.locator('[data-report]').waitFor()
  await theirs.getByRole('link', { name: 'Rollout' }).click()
  await theirs.getByText('The switch of the bar is <b>loose</b>.').waitFor()
  for (const box of await theirs.locator('[data-checks] input[type=checkbox]').all())
    expect(await box.isDisabled()).toBe(true)
  await theirs.getByLabel('New note').fill('Seen with the owner.')
  await theirs.getByRole('button', { name: 'Add note' }).click()
  const mine = theirs.locator('[data-note]', { hasText: 'Seen with the owner.' })
  await mine.getByRole('button', { name: 'Remove' }).waitFor()
  // Ana's note is hers.
  expect(await theirs.locator('[data-note]').getByRole('button', { name: 'Remove' }).count()).toBe(1)
  await isSound(theirs)
  await theirs.goto(`${agent.url}/activity?range=28d`)
  await theirs.getByText('Retry 1 5').first().waitFor()
  const { id } = (await ask<{ items: { id: string }[] }>(page, 'GET', '/api/v1/integrations')).items[0] ?? { id: '' }
  await theirs.goto(`${agent.url}/integrations?history=${id}`)
  await theirs.locator('[data-run]').first().waitFor()
  const refused = async (method: string, path: string, body: object) =>
    theirs.evaluate(
      async ([verb, address, json]) =>
        (await fetch(address, { method: verb, body: json, headers: { 'content-type': 'application/json' } })).status,
      [method, path, JSON.stringify(body)] as const,
    )
  expect(complaints).toEqual([])
  expect(await refused('PATCH', `/api/v1/integrations/${id}`, { minimumErrors: 99 })).toBe(403)
  expect(await refused('PUT', '/api/v1/rollout/checks/help', { confirmed: false })).toBe(403)
  expect(await refused('PATCH', `/api/v1/devices/${printer}`, { name: 'Mine' })).toBe(403)
  await context.close()
}, 120_000)
