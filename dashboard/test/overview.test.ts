import { afterAll, beforeAll, expect, it } from 'vitest'
import { escposPrinter } from '../../agent/test/fakes/escpos-printer.ts'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
const paperOut = { 1: 0x1a, 2: 0x32, 3: 0x12, 4: 0x7e }
let close = async () => {}
let id = ''

beforeAll(async () => {
  const printer = await escposPrinter({ address: '127.0.0.2', status: paperOut })
  close = () => printer.close()
  const probes = [{ type: 'escpos', everySeconds: 5, options: { port: printer.port } }]
  const made = { name: 'Printer 2', type: 'printer', place: 'Kitchen', address: '127.0.0.2', probes }
  id = (await ask<{ id: string }>(house.page, 'POST', '/api/v1/devices', made)).id
})
afterAll(() => close())

it.each([
  [390, 844],
  [768, 1024],
  [1024, 768],
  [1280, 800],
])(
  'shows device, place, cause and next step in the first view of %i × %i',
  async (width, height) => {
    const page = await house.context.newPage()
    const complaints = complaintsOf(page)
    await page.setViewportSize({ width, height })
    await page.goto(house.agent.url)
    const card = page.getByRole('article', { name: 'Printer 2' })
    await card.waitFor({ timeout: 30_000 })
    for (const text of ['Kitchen', 'Printer 2 is out of paper', 'Put in a new roll']) {
      const box = await card.getByText(text).first().boundingBox()
      expect((box?.y ?? height) + (box?.height ?? 0), text).toBeLessThanOrEqual(height)
    }
    expect(await page.locator('[data-verdict=trouble]').textContent()).toContain('Printer 2 (Kitchen), out of paper')
    expect(complaints).toEqual([])
    await page.close()
  },
  60_000,
)

it('takes a problem on in one’s name, tells a helper what to know, and looks again', async () => {
  const { page, agent } = house
  await page.goto(agent.url)
  const card = page.getByRole('article', { name: 'Printer 2' })
  await card.getByRole('button', { name: 'Acknowledge' }).click()
  await card.getByText('Acknowledged by Ana Pérez').waitFor()
  await card.getByRole('button', { name: 'Help' }).click()
  const help = page.getByRole('dialog')
  for (const text of ['Venue: Bar Pepe', 'Device: Printer 2', 'Place: Kitchen', 'Address: 127.0.0.2']) {
    await help.getByText(text).waitFor()
  }
  await page.keyboard.press('Escape')
  await card.getByRole('button', { name: 'Check again' }).click()
  await page.getByText('Printer 2: still the same').first().waitFor({ timeout: 30_000 })
}, 60_000)

it('puts a problem off till the venue’s morning, and ends that', async () => {
  const { page, agent } = house
  await page.goto(agent.url)
  const card = page.getByRole('article', { name: 'Printer 2' })
  await card.getByRole('button', { name: 'Quiet', exact: true }).click()
  await card.getByRole('button', { name: 'Quiet till tomorrow 07:00' }).click()
  await card.getByText(/Quiet until .*07:00/u).waitFor()
  await card.getByRole('button', { name: 'End the quiet' }).click()
  await card.getByText(/Quiet until/u).waitFor({ state: 'detached' })
}, 60_000)

it('pauses a device: it says until when, and the problem ends', async () => {
  const { page, agent } = house
  await page.goto(agent.url)
  const card = page.getByRole('article', { name: 'Printer 2' })
  await card.getByRole('button', { name: 'Pause device' }).click()
  await card.getByRole('button', { name: 'Pause for 1 h' }).click()
  const row = page.locator(`[data-device="${id}"]`)
  await row.locator('[data-badge=paused]').waitFor()
  await row.getByText('paused until').waitFor()
  await card.waitFor({ state: 'detached', timeout: 30_000 })
  await ask(page, 'POST', `/api/v1/devices/${id}/pause`, { untilMinutes: null })
  await card.waitFor({ timeout: 30_000 })
}, 90_000)

it('counts the last 24 hours by kind; each count leads to its entries', async () => {
  const { page, agent } = house
  await page.goto(agent.url)
  await page.getByRole('link', { name: /\d\s+Fail/u }).click()
  await page.waitForURL('**/activity?kinds=Fail')
}, 60_000)
