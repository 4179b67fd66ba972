import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { escposPrinter } from '../../agent/test/fakes/escpos-printer.ts'
import { openReceiver, type Receiver } from '../../agent/test/fakes/receiver.ts'
import { axeFaults } from './axe.ts'
import { complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'
import { addPrinter, paperOutStatus } from './kiosk-pad.ts'

const house = openHouse()
let receiver: Receiver & { close(): Promise<void> }
let secret = ''

beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

it('R33 R35 tells a program of others of a test by a webhook with a secret that is shown once, and says that it is rarely needed', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await page.goto(`${agent.url}/account`)
  await page.getByRole('link', { name: 'Webhooks' }).click()
  await page.getByText('No webhook yet').waitFor()
  await page.getByText('It is needed rarely, only for integrations.').waitFor()
  await page.getByRole('button', { name: 'New webhook' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('Address of the receiver').fill(receiver.url)
  await drawer.getByText('Not encrypted').waitFor()
  await drawer.getByRole('button', { name: 'Make webhook' }).click()
  await drawer.getByText('This leads into a local network.').first().waitFor()
  await drawer.getByLabel('Allow private addresses').check()
  await drawer.getByText('Sereno may then call machines in your network').waitFor()
  await drawer.getByLabel('a new device appears on the network').check()
  expect(await axeFaults(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Make webhook' }).click()
  secret = await page.locator('[data-secret]').innerText()
  expect(secret).toMatch(/^whsec_/u)
  expect(await axeFaults(page)).toEqual([])
  await page.reload()
  await page.getByRole('link', { name: receiver.url }).click()
  await page.getByRole('button', { name: 'Send test' }).click()
  const row = page.locator('[data-delivery]').first()
  await row.getByText('Delivered').waitFor({ timeout: 15_000 })
  const [call] = receiver.got
  expect(new Webhook(secret).verify(call?.body ?? '', call?.headers ?? {})).toMatchObject({ version: 1, type: 'test' })
  expect(await page.content()).not.toContain(secret)
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
}, 90_000)

it('R33 shows a delivery that fails with its attempts, code and body, and sends it again with the same id', async () => {
  const { page } = house
  receiver.answer = () => (response) => response.writeHead(503).end('down for <b>maintenance</b>')
  await page.getByRole('button', { name: 'Send test' }).click()
  await page.getByText('The receiver did not take a delivery').waitFor({ timeout: 20_000 })
  await page.getByLabel('Pending').check()
  const row = page.locator('[data-delivery]').first()
  await row.locator('summary').click()
  await row.getByText('down for <b>maintenance</b>').waitFor()
  expect(await row.innerText()).toContain('503')
  expect(await row.locator('[data-body]').innerText()).toContain('"type": "test"')
  expect(await axeFaults(page)).toEqual([])
  receiver.answer = () => 204
  await row.getByRole('button', { name: 'Try now' }).click()
  await page.getByText('Nothing here').waitFor({ timeout: 15_000 })
  await page.getByLabel('Delivered').check()
  await expect.poll(() => page.locator('[data-delivery]').count()).toBe(2)
  const failed = receiver.got.at(-1)
  expect(receiver.got.filter(({ id }) => id === failed?.id).length).toBeGreaterThan(1)
  const before = receiver.got.length
  const first = page.locator(`[data-delivery="${receiver.got[0]?.id}"]`)
  await first.locator('summary').click()
  await first.getByRole('button', { name: 'Resend' }).click()
  await expect.poll(() => receiver.got.length).toBe(before + 1)
  expect(receiver.got.at(-1)?.id).toBe(receiver.got[0]?.id)
}, 90_000)

it('R33 gives a new secret with which the old one still signs, and says on the page what was switched off', async () => {
  const { page } = house
  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'New secret' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click()
  const fresh = await page.locator('[data-secret]').innerText()
  await page.getByText('The old secret signs too until').waitFor()
  await page.getByRole('button', { name: 'I have copied it' }).click()
  receiver.answer = () => 410
  await page.getByRole('button', { name: 'Send test' }).click()
  await page.getByText('Switched off: the receiver said that it is gone for good').waitFor({ timeout: 15_000 })
  const { body = '', headers = {} } = receiver.got.at(-1) ?? {}
  for (const one of [secret, fresh]) expect(new Webhook(one).verify(body, headers)).toMatchObject({ type: 'test' })
  expect(await axeFaults(page)).toEqual([])
  receiver.answer = () => 204
  await page.getByRole('button', { name: 'Switch on again' }).click()
  await page.locator('[data-standing=on]').first().waitFor()
}, 90_000)

it('R33 tells of a problem of a device as the API gives it, while the box is killed and comes back', async () => {
  const { page, agent } = house
  receiver.answer = () => 'drop'
  const before = receiver.got.length
  const address = '127.0.0.31'
  const printer = await escposPrinter({ address, status: paperOutStatus })
  const { id } = await addPrinter(page, 'Bar printer', 'Bar', printer, address)
  await expect.poll(() => receiver.got.length, { timeout: 60_000 }).toBeGreaterThan(before)
  const first = receiver.got[before]
  expect(first?.json).toMatchObject({ type: 'incident.opened', data: { deviceId: id, deviceName: 'Bar printer' } })
  await agent.kill()
  receiver.answer = () => 204
  await agent.restart()
  await expect.poll(() => receiver.got.at(-1)?.id, { timeout: 60_000 }).toBe(first?.id)
  expect(receiver.got.at(-1)?.body).toBe(first?.body)
  await printer.close()
}, 180_000)
