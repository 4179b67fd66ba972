import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'
import { listener } from './listener.ts'
import { seenAs } from './seen-as.ts'

const house = openHouse()
let port = 0
let close = async () => {}

beforeAll(async () => {
  const open = await listener()
  port = open.port
  close = open.close
})
afterAll(() => close())

let hosts = 20
/** A device that answers, on an address of its own. */
async function addTill(change: object = {}): Promise<string> {
  hosts += 1
  const probes = [{ type: 'tcp', everySeconds: 5, options: { port } }]
  const made = { name: 'Till', type: 'other', address: `127.0.0.${hosts}`, place: 'Bar', probes, ...change }
  return (await ask<{ id: string }>(house.page, 'POST', '/api/v1/devices', made)).id
}

it('shows in every tab a device whose name, place and notes look like something else, and runs none of it', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  const name = '<img src=x onerror=document.title=1> "&lt;'
  const notes = '<script>document.title=2</script>\nA line of Marta'
  const id = await addTill({ name, place: '{place} \u0627\u0644', notes })
  await ask(page, 'POST', '/api/v1/activity', { message: '<b>Cashier</b> charge failed', device: id })
  for (const tab of ['Now', 'History', 'Identity', 'Settings', 'Notes']) {
    await page.goto(`${agent.url}/devices/${id}`)
    await page.getByRole('tab', { name: tab }).click()
    await page.waitForFunction(() => document.querySelector('main .skeleton') === null)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(name)
    expect(await page.locator('main img, main script, main b').count()).toBe(0)
  }
  expect(await page.getByRole('textbox').inputValue()).toBe(notes)
  expect(complaints).toEqual([])
}, 90_000)

it('keeps the open tab and the range in the address, and walks through the tabs by keyboard', async () => {
  const { page, agent } = house
  const id = await addTill()
  await page.goto(`${agent.url}/devices/${id}`)
  await page.getByRole('button', { name: '7 days' }).click()
  await page.getByRole('tab', { name: 'Now' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => new URL(page.url()).search).toBe('?range=7d&tab=history')
  await page.reload()
  await page.getByRole('tab', { name: 'History', selected: true }).waitFor()
  await page.getByRole('button', { name: '7 days', pressed: true }).waitFor()
}, 60_000)

it('renames in place, and says at the name what is wrong with it', async () => {
  const { page, agent } = house
  const id = await addTill()
  await page.goto(`${agent.url}/devices/${id}`)
  await page.getByRole('button', { name: 'Rename' }).click()
  const field = page.getByRole('textbox', { name: 'Name' })
  await field.fill('   ')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('alert').waitFor()
  await field.fill('Till of the terrace')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Till of the terrace', level: 1 }).waitFor()
}, 60_000)

it('pauses for half an hour and watches again', async () => {
  const { page, agent } = house
  const id = await addTill()
  await page.goto(`${agent.url}/devices/${id}`)
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'For 30 minutes' }).click()
  await page.locator('[data-notice=info]', { hasText: 'Paused' }).waitFor()
  await page.getByRole('button', { name: 'Watch again' }).click()
  await page.locator('[data-notice=info]', { hasText: 'Paused' }).waitFor({ state: 'detached' })
}, 60_000)

it('saves what two people changed, and asks where they changed the same', async () => {
  const { page, agent } = house
  const id = await addTill()
  await page.goto(`${agent.url}/devices/${id}?tab=settings`)
  const settings = page.getByRole('tabpanel')
  await settings.getByLabel('Name', { exact: true }).fill('Mine')
  await ask(page, 'PATCH', `/api/v1/devices/${id}`, { place: 'Terrace' })
  await settings.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'Mine', level: 1 }).waitFor()
  expect(await settings.getByLabel('Place').inputValue()).toBe('Terrace')

  await settings.getByLabel('Name', { exact: true }).fill('Mine again')
  await ask(page, 'PATCH', `/api/v1/devices/${id}`, { name: 'Theirs' })
  await settings.getByRole('button', { name: 'Save' }).click()
  const conflict = page.locator('[data-conflict=name]')
  await conflict.getByText('Theirs', { exact: true }).waitFor()
  await conflict.getByText('Mine again').waitFor()
  await settings.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'Mine again', level: 1 }).waitFor()
  expect(await page.locator('[data-conflict]').count()).toBe(0)
}, 90_000)

it('keeps notes, with what remains of their room', async () => {
  const { page, agent } = house
  const id = await addTill()
  await page.goto(`${agent.url}/devices/${id}?tab=notes`)
  await page.getByRole('textbox').fill('Key in the drawer')
  await page.getByText('1983 characters left').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  // Left before it is kept, it would be gone.
  await page.getByText('Saved', { exact: true }).first().waitFor()
  await page.reload()
  await expect.poll(() => page.getByRole('textbox').inputValue()).toBe('Key in the drawer')
}, 60_000)

it('says of a Fail how often it was tried again before, and filters by kind', async () => {
  const { page, agent } = house
  const id = await addTill()
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  await ask(page, 'POST', '/api/v1/activity', [
    { message: 'Print again', kind: 'Retry', cause: 'print_retry', device: id, at: at(8), endedAt: at(7) },
    { message: 'Print again', kind: 'Retry', cause: 'print_retry', device: id, at: at(6), endedAt: at(5) },
    { message: 'Ticket not printed', kind: 'Fail', device: id, at: at(4), endedAt: at(3) },
  ])
  await page.goto(`${agent.url}/devices/${id}?tab=history`)
  await page.getByText('It was tried again 2 times before').waitFor()
  expect(await page.locator('[data-entry]').count()).toBe(3)
  await page.getByRole('button', { name: 'Fail', pressed: false }).click()
  await expect.poll(() => page.locator('[data-entry]').count()).toBe(1)
}, 60_000)

it('lets a viewer look at everything and change nothing, and says why', async () => {
  const { page, agent } = house
  const id = await addTill()
  await seenAs(page, 'viewer')
  await page.goto(`${agent.url}/devices/${id}?tab=settings`)
  await page.getByText('Your role may look at this, not change it').first().waitFor()
  expect(await page.getByRole('button', { name: 'Check now' }).isDisabled()).toBe(true)
  expect(await page.getByRole('tabpanel').getByLabel('Name', { exact: true }).isDisabled()).toBe(true)
  expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
  await page.unrouteAll()
}, 60_000)

it('offers the address at which a device was found, and takes it', async () => {
  const { page, agent } = house
  const id = await addTill()
  let answers = 0
  await page.route(`**/api/v1/devices/${id}`, async (route) => {
    const response = await route.fetch()
    const device = await response.json()
    answers += 1
    await route.fulfill({ response, json: { ...device, foundAt: '127.0.0.200' } })
  })
  await page.goto(`${agent.url}/devices/${id}`)
  await page.getByText(/^Moved from 127\.0\.0\.\d+ to 127\.0\.0\.200$/u).waitFor()
  await page.getByRole('button', { name: 'Take 127.0.0.200' }).click()
  await page.getByText(/^Moved from/u).waitFor({ state: 'detached' })
  expect((await ask<{ address: string }>(page, 'GET', `/api/v1/devices/${id}`)).address).toBe('127.0.0.200')
  expect(answers).toBeGreaterThan(0)
  await page.unrouteAll()
}, 60_000)

it('keeps the menu beside another button on a phone, in Spanish too', async () => {
  const { context, page: first, agent } = house
  const device = { name: 'Impresora', type: 'printer', address: '127.0.0.31', probes: [{ type: 'escpos' }] }
  const { id } = await ask<{ id: string }>(first, 'POST', '/api/v1/devices', device)
  await context.addCookies([{ name: 'sereno_language', value: 'es', url: agent.url }])
  const page = await context.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${agent.url}/devices/${id}`)
  const more = page.getByRole('button', { name: 'Más acciones' })
  await more.waitFor()
  const pause = page.getByRole('button', { name: 'Pausar', exact: true })
  expect((await more.boundingBox())?.y).toBe((await pause.boundingBox())?.y)
  await page.close()
  await context.clearCookies({ name: 'sereno_language' })
}, 60_000)
