import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'
import { listener } from './listener.ts'

const house = openHouse()
let port = 0
let close = async () => {}

beforeAll(async () => {
  const open = await listener()
  port = open.port
  close = open.close
})
afterAll(() => close())

it('adds a device with a probe of one’s own by the form, and shows it well once it was seen', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await page.goto(`${agent.url}/devices`)
  await page.getByRole('button', { name: 'Add device' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Type').selectOption({ label: 'Other' })
  await dialog.getByLabel('Name', { exact: true }).fill('Till')
  await dialog.getByLabel('Address', { exact: true }).fill('127.0.0.1')
  await dialog.getByLabel('Place').fill('Bar')
  await dialog.getByLabel('Choose the probes myself').check()
  for (const remove of await dialog.getByRole('button', { name: /^Remove probe/ }).all()) await remove.click()
  await dialog.getByLabel('Another probe').selectOption({ label: 'Port (TCP)' })
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.getByLabel('Every (seconds)').fill('5')
  await dialog.getByLabel('Port', { exact: true }).fill(String(port))
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'Till', level: 1 }).waitFor()
  await page.locator('[data-badge=up]').waitFor({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByRole('status').filter({ hasText: '1 of 1 probes were answered' }).waitFor({ timeout: 20_000 })
  expect(complaints).toEqual([])
}, 90_000)

it('puts what the agent refuses at its field and moves the focus there', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/devices#add`)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('Printer')
  await dialog.getByLabel('Address', { exact: true }).fill('not an address!')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.locator('[aria-invalid=true]').waitFor()
  const field = dialog.getByLabel('Address', { exact: true })
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}, 60_000)

it('shows a name that looks like HTML as the text that it is', async () => {
  const { page, agent } = house
  const name = '<img src=x onerror=document.title=1> "&lt;'
  await ask(page, 'POST', '/api/v1/devices', {
    name,
    type: 'other',
    address: '127.0.0.9',
    inService: false,
    probes: [],
  })
  for (const path of ['/', '/devices']) {
    await page.goto(agent.url + path)
    await page.getByText(name, { exact: true }).first().waitFor()
    expect(await page.locator('main img').count()).toBe(0)
  }
}, 60_000)

it('puts a device out of service and back, and deletes it once its name was typed', async () => {
  const { page, agent } = house
  const made = { name: 'Spare', type: 'other', address: '127.0.0.8', probes: [] }
  const { id } = await ask<{ id: string }>(page, 'POST', '/api/v1/devices', made)
  await page.goto(`${agent.url}/devices/${id}`)
  const menu = page.getByRole('button', { name: 'More actions' })
  await menu.click()
  await page.getByRole('button', { name: 'Put out of service' }).click()
  await page.locator('[data-badge=paused]').waitFor()
  await page.getByText('This device is out of service').waitFor()
  await menu.click()
  await page.getByRole('button', { name: 'Delete device' }).click()
  const dialog = page.getByRole('dialog')
  const remove = dialog.getByRole('button', { name: 'Delete device' })
  await dialog.getByRole('textbox').fill('Another')
  expect(await remove.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('spare')
  await remove.click()
  await page.waitForURL('**/devices')
  expect(await page.getByText('Spare').count()).toBe(0)
  await page.goto(`${agent.url}/devices/${id}`)
  await page.getByText('There is no such device here any more').waitFor()
}, 60_000)
