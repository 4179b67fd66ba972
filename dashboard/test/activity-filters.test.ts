import { beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { ask, person } from './browser.ts'
import { openHouse } from './house.ts'
import { seenAs } from './seen-as.ts'

const house = openHouse()
const hour = 3_600_000
const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString()

beforeAll(async () => {
  const { page } = house
  const device = { type: 'other', probes: [] }
  const add = (name: string, place: string, address: string) =>
    ask<{ id: string }>(page, 'POST', '/api/v1/devices', { ...device, name, place, address })
  const bar = await add('Bar printer', 'Bar', '127.0.0.9')
  const till = await add('Till', 'Entrance', '127.0.0.10')
  await ask(page, 'POST', '/api/v1/activity', [
    { message: 'Out of paper', cause: 'paper_out', device: bar.id, at: ago(2) },
    { message: 'No answer', cause: 'no_answer', device: bar.id, at: ago(5) },
    { message: 'No answer', cause: 'no_answer', device: till.id, at: ago(5) },
    { message: 'Charge failed', device: till.id, at: ago(90) },
  ])
}, 60_000)

const shown = (count: number) =>
  house.page.waitForFunction((n) => document.querySelectorAll('[data-entry]').length === n, count)

it('keeps to a place and to what concerns the network, and takes each away again', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/activity`)
  await shown(3)
  await page.getByLabel('Place').selectOption('Bar')
  await shown(2)
  await page.getByRole('switch', { name: 'Only what concerns the network' }).click()
  await shown(1)
  await page.waitForURL('**/activity?place=Bar&network=yes')
  const chips = page.locator('[data-chips]')
  await chips.getByRole('button', { name: 'Remove: Bar' }).click()
  await shown(2)
  await page.reload()
  await shown(2)
  await chips.getByRole('button', { name: 'Clear all filters' }).click()
  await shown(3)
  await page.waitForURL('**/activity')
}, 60_000)

it('says what happened in words: a cause’s code stands in the details, and only for technicians', async () => {
  const page = await house.context.newPage()
  const look = async () => {
    await page.goto(`${house.agent.url}/activity`)
    const row = page.locator('[data-entry]', { hasText: 'Out of paper' })
    await row.getByRole('button', { name: 'Why' }).click()
    await page.locator('[data-detail] dl').waitFor()
    expect(await row.innerText()).not.toContain('paper_out')
    return page.locator('[data-detail] dl').innerText()
  }
  expect(await look()).toContain('paper_out')
  await seenAs(page, 'viewer')
  expect(await look()).not.toContain('paper_out')
  await page.close()
}, 60_000)

it('looks further back, and says why there is nothing', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/activity?q=charge`)
  await page.getByText('No entry of this time fits the filters.').waitFor()
  await page.getByRole('combobox', { name: 'Time' }).selectOption('7d')
  await shown(1)
}, 60_000)

it('keeps to an hour of the strip by keys, and tells it in words and as a table', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/activity`)
  const strip = page.locator('[data-strip]')
  await strip.waitFor()
  expect(await strip.locator('[data-sentence]').innerText()).toMatch(/^3 entries; the busiest time was .+ \(2\)\.$/u)
  const full = strip.getByRole('button', { name: '2 Offline' })
  await strip.getByRole('button').first().focus()
  const place = await full.evaluate((bar) => [...(bar.parentElement?.children ?? [])].indexOf(bar))
  for (let at = 0; at < place; at += 1) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await shown(2)
  expect(await full.getAttribute('aria-pressed')).toBe('true')
  await page.waitForURL(/part=/u)
  await page.keyboard.press('Enter')
  await shown(3)
  await strip.getByText('Show as table').click()
  expect(await strip.getByRole('row').count()).toBe(3)
}, 60_000)

it('shows when in the week things go wrong, at an address of its own', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/activity?range=7d`)
  await page.getByRole('tab', { name: 'By weekday and hour' }).click()
  await page.waitForURL('**/activity?range=7d&view=heat')
  await page.getByText(/^Worst on /u).waitFor()
  await page.reload()
  await page.getByText(/^Worst on /u).waitFor()
}, 60_000)

it('mails the view to whoever asks, and says first what is missing for it', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/activity?place=Bar`)
  await page.getByRole('button', { name: 'Send this view by mail' }).click()
  await page.getByRole('link', { name: 'Set up outgoing mail' }).waitFor()
  const smtp: MailServer = await startMailServer()
  try {
    const mail = { host: '127.0.0.1', port: smtp.port, from: 'sereno@bar.example' }
    await ask(page, 'PUT', '/api/v1/settings/mail', mail)
    await page.getByRole('button', { name: 'Send this view by mail' }).click()
    await page
      .getByRole('status')
      .filter({ hasText: `2 entries are on their way to ${person.email}.` })
      .waitFor({ state: 'attached' })
    await expect.poll(() => smtp.mails.length, { timeout: 20_000 }).toBe(1)
    expect(smtp.mails[0]).toContain(`To: ${person.email}`)
    expect(smtp.mails[0]).toContain('activity.csv')
  } finally {
    await smtp.close()
  }
}, 60_000)
