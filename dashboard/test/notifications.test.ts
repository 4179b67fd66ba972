import type { NotificationChoices } from '@sereno/shared/notifications.ts'
import { wallOf } from '@sereno/shared/wall.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf } from './browser.ts'
import { evaComes } from './colleague.ts'
import { heardBy, hearing } from './hearing.ts'
import { openHouse } from './house.ts'
import { listener } from './listener.ts'

const house = openHouse()
const route = '/api/v1/me/notifications'
let smtp: MailServer

beforeAll(async () => {
  smtp = await startMailServer()
  const mail = { host: '127.0.0.1', port: smtp.port, from: 'sereno@bar.example' }
  await ask(house.page, 'PUT', '/api/v1/settings/mail', mail)
}, 60_000)
afterAll(() => smtp.close())

const choices = (page: Page) => ask<NotificationChoices>(page, 'GET', route)
const cell = (page: Page, event: string, way: string) => page.getByRole('checkbox', { name: `${event}: ${way}` })
const save = async (page: Page) => {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Unsaved changes').waitFor({ state: 'detached' })
}

it('P8f P32a P32b P36 P42b takes what one wants to be told of, and how, by Save; system notices cannot be switched off', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await page.goto(`${agent.url}/me`)
  const contents = page.getByRole('navigation', { name: 'On this page' })
  await contents.getByRole('link', { name: 'Notifications' }).click()
  expect(new URL(page.url()).hash).toBe('#notifications')
  await page.getByText('no mail comes about unanswered messages; system notices still come').waitFor()
  await page.getByText('Push is not allowed above').waitFor()
  const system = page.locator('[data-system-notices]')
  expect(await system.locator('input, button').count()).toBe(0)
  expect(await system.locator('li').count()).toBe(8)
  await page.getByText('Your e-mail is not confirmed, so none of these reach you').waitFor()

  await page.getByRole('switch', { name: 'Allow Push notifications' }).check()
  await page.getByText('Unsaved changes').waitFor()
  await page.getByRole('switch', { name: 'Allow Email notifications' }).uncheck()
  await page.getByText('E-mail is not allowed above').waitFor()
  await cell(page, 'Problem solved', 'Push').check()
  await cell(page, 'Device found', 'In page').uncheck()
  await page.getByRole('switch', { name: 'Weekly summary' }).check()
  await page.getByRole('switch', { name: 'What is new in Sereno' }).check()
  expect((await choices(page)).allow).toEqual({ push: false, email: true })
  expect(await axeFaults(page)).toEqual([])
  await save(page)
  await page.reload()
  await page.getByRole('switch', { name: 'Allow Push notifications' }).waitFor()
  expect(await page.getByRole('switch', { name: 'Weekly summary' }).isChecked()).toBe(true)
  expect(await cell(page, 'Problem solved', 'Push').isChecked()).toBe(true)
  expect(await choices(page)).toMatchObject({
    allow: { push: true, email: false },
    newsletters: { weekly: true, product: true },
    events: { incident_closed: { page: true, push: true }, device_found: { page: false } },
  })
  expect(complaints).toEqual([])
}, 60_000)

it('P34 plays each sound when it is chosen, so loud as is chosen, and keeps it for every browser', async () => {
  const { agent, context } = house
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await hearing(page)
  await page.goto(`${agent.url}/me`)
  await page.getByRole('radio', { name: 'Harp' }).click()
  await expect.poll(() => heardBy(page), { timeout: 20_000 }).toHaveLength(4)
  const [first] = await heardBy(page)
  expect(first?.pitch).toBe(880)
  await page.getByRole('slider', { name: 'Volume' }).fill('30')
  await expect.poll(async () => (await heardBy(page)).length, { timeout: 20_000 }).toBe(8)
  expect((await heardBy(page)).at(-1)?.loud).toBeCloseTo((first?.loud ?? 0) / 2, 3)
  await page.getByRole('button', { name: 'Play: solved' }).click()
  await expect.poll(async () => (await heardBy(page)).slice(8), { timeout: 20_000 }).toHaveLength(4)
  expect((await heardBy(page)).at(-1)?.pitch).toBe(880)
  await save(page)
  expect((await choices(page)).sound).toEqual({ name: 'harp', volume: 0.3 })
  await page.getByRole('radio', { name: 'Off', exact: true }).click()
  expect(await page.getByRole('button', { name: 'Play: solved' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Discard' }).click()
  expect(await page.getByRole('radio', { name: 'Harp' }).isChecked()).toBe(true)
  expect(complaints).toEqual([])
  await page.close()
}, 60_000)

it('P8e begins the lists in the order that one likes; an order in the address wins', async () => {
  const { page, agent } = house
  for (const name of ['Bravo', 'Alfa', 'Charlie']) {
    await ask(page, 'POST', '/api/v1/devices', { name, type: 'other', address: '127.0.0.1', inService: false })
  }
  for (const subject of ['First', 'Second']) {
    await ask(page, 'POST', '/api/v1/tickets', {
      subject,
      text: subject,
      urgency: subject === 'First' ? 'high' : 'low',
    })
  }
  await page.goto(`${agent.url}/me#sorting`)
  await page.getByLabel('Devices', { exact: true }).selectOption('By name')
  await page.getByLabel('Tickets', { exact: true }).selectOption('Most urgent first')
  await save(page)
  const head = (name: string) => page.getByRole('columnheader', { name })
  await page.goto(`${agent.url}/devices`)
  await expect.poll(() => head('Name').getAttribute('aria-sort'), { timeout: 20_000 }).toBe('ascending')
  await head('Place').getByRole('button').click()
  await page.waitForURL('**/devices?sort=place')
  await page.goto(`${agent.url}/devices?sort=-name`)
  await expect.poll(() => head('Name').getAttribute('aria-sort'), { timeout: 20_000 }).toBe('descending')
  await page.goto(`${agent.url}/account/support`)
  await page.locator('[data-ticket]').first().waitFor()
  expect(await page.locator('[data-ticket] a').allInnerTexts()).toEqual(['First', 'Second'])
}, 60_000)

it('keeps of two pages what each of them changed, and nothing that was never saved', async () => {
  const { page, agent, context } = house
  await page.goto(`${agent.url}/me`)
  const other = await context.newPage()
  await other.goto(`${agent.url}/me`)
  await page.getByRole('switch', { name: 'Neither sound nor push' }).check()
  await page.getByLabel('Quiet from').fill('23:30')
  await page.getByText('On the next day.').waitFor()
  await page.getByLabel('Quiet until').fill('23:30')
  await page.getByText('The end must be another time than the beginning.').waitFor()
  await page.getByLabel('Quiet until').fill('06:15')
  await save(page)
  await cell(other, 'New problem', 'E-mail').check()
  await save(other)
  expect(await choices(page)).toMatchObject({
    quietHours: { from: '23:30', to: '06:15' },
    events: { incident_opened: { email: true } },
  })
  // What was saved elsewhere stands there now, too.
  await other.getByLabel('Quiet until').waitFor()
  await other.close()
}, 60_000)

it('says in passing on an open page what is new, to whoever wants that, and chimes at a problem but not in quiet hours', async () => {
  const { page, agent, context } = house
  const eva = await evaComes(house, smtp, 'viewer')
  const { id } = await ask<{ id: string }>(page, 'POST', '/api/v1/tickets', { subject: 'Till', text: 'Ours' })
  await hearing(eva)
  await eva.goto(`${agent.url}/me`)
  await eva.getByRole('switch', { name: 'Sound in this browser' }).check()
  await eva.getByRole('radio', { name: 'Wood' }).click()
  await save(eva)
  const { id: hers } = await ask<{ id: string }>(eva, 'POST', '/api/v1/tickets', { subject: 'Mine', text: 'Slow' })
  await eva.goto(`${agent.url}/`)
  await eva.locator('[data-announcer]').waitFor({ state: 'attached' })
  // Not hers to see.
  await ask(page, 'POST', `/api/v1/tickets/${id}/messages`, { text: 'Among us' })
  await ask(page, 'POST', `/api/v1/tickets/${hers}/messages`, { text: 'We come' })
  await eva.locator('[data-toast]', { hasText: `New message in ticket ${hers}, Mine` }).waitFor({ timeout: 20_000 })
  expect(await eva.locator('[data-toast]', { hasText: 'Till' }).count()).toBe(0)

  const silent = await context.newPage()
  await hearing(silent)
  const mine = await choices(page)
  const { hour } = wallOf(Date.now(), 'Europe/Madrid')
  const clock = (at: number) => `${String(at % 24).padStart(2, '0')}:00`
  await ask(page, 'PUT', route, { ...mine, quietHours: { from: clock(hour), to: clock(hour + 3) } })
  await silent.goto(`${agent.url}/`)
  await silent.evaluate(() => localStorage.setItem('sereno_sound', 'on'))
  await silent.locator('[data-announcer]').waitFor({ state: 'attached' })
  const device = await listener()
  const made = { name: 'Till printer', type: 'printer', address: '127.0.0.1' }
  const probes = [{ type: 'tcp', everySeconds: 5, options: { port: device.port } }]
  const till = await ask<{ id: string }>(page, 'POST', '/api/v1/devices', { ...made, probes })
  const state = () => ask<{ state: string }>(page, 'GET', `/api/v1/devices/${till.id}`).then((one) => one.state)
  await expect.poll(state, { timeout: 30_000 }).toBe('up')
  // A page sounds only after it was touched.
  await eva.locator('h1').click()
  await device.close()
  for (const one of [eva, silent]) {
    await one.waitForFunction(() => document.title.startsWith('(1) '), null, { timeout: 150_000 })
  }
  const pitches = async () => (await heardBy(eva)).map(({ pitch }) => Math.round(pitch))
  await expect.poll(pitches, { timeout: 20_000 }).toEqual([392, 392, 294])
  expect(await heardBy(silent)).toEqual([])
  await silent.close()
  await eva.context().close()
}, 240_000)
