import { readFile } from 'node:fs/promises'
import { beforeAll, expect, it } from 'vitest'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
const rows = () => house.page.locator('tbody tr')
const names = () => rows().locator('a').allTextContents()

beforeAll(async () => {
  const places = ['Bar', 'Kitchen', 'Terrace']
  await house.page.evaluate(async (all) => {
    for (let index = 1; index <= 300; index++) {
      await fetch('/api/v1/devices', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          name: `Device ${index}`,
          type: index % 2 === 0 ? 'ipad' : 'other',
          place: all[index % all.length],
          address: `127.1.${Math.floor(index / 250)}.${(index % 250) + 1}`,
          inService: index % 10 === 0,
          probes: [],
        }),
      })
    }
  }, places)
}, 120_000)

it('keeps its filters in the address, and back and forward bring them back', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await page.goto(`${agent.url}/devices`)
  await page.getByText('300 devices').waitFor()
  await page.getByRole('combobox', { name: 'Place' }).selectOption('Bar')
  await page.waitForURL('**/devices?place=Bar')
  await page.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'iPad' })
  await page.waitForURL('**/devices?place=Bar&type=ipad')
  await page.getByText('50 of 300 devices').waitFor()
  await page.goBack()
  await page.getByText('100 of 300 devices').waitFor()
  await page.goForward()
  await page.getByText('50 of 300 devices').waitFor()
  await page.reload()
  await page.getByText('50 of 300 devices').waitFor()
  await page.getByRole('searchbox').fill('no such device')
  await page.getByText('No device fits these filters.').waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByText('300 devices').waitFor()
  expect(complaints).toEqual([])
}, 60_000)

it('draws fifty rows of three hundred, page by page', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/devices`)
  await rows().first().waitFor()
  await expect.poll(() => rows().count()).toBe(50)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('Page 2 of 6').waitFor()
  expect(new URL(page.url()).search).toBe('?page=2')
  expect(await rows().count()).toBe(50)
}, 60_000)

it('sorts by a column and shows the columns that someone chose, also the next time', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/devices`)
  const head = page.getByRole('columnheader', { name: 'Name' })
  await head.getByRole('button').click()
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending')
  expect((await names())[1]?.trim()).toBe('Device 2')
  await head.getByRole('button').click()
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'MAC address' }).check()
  await page.getByRole('checkbox', { name: 'Model' }).uncheck()
  await page.reload()
  await page.getByRole('columnheader', { name: 'MAC address' }).waitFor()
  expect(await page.getByRole('columnheader', { name: 'Model' }).count()).toBe(0)
  expect((await names())[0]?.trim()).toBe('Device 300')
}, 60_000)

it('changes several devices at once, in one request', async () => {
  const { page, agent } = house
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET') asked.push(new URL(request.url()).pathname)
  })
  await page.goto(`${agent.url}/devices?q=Device+29`)
  await page.getByRole('checkbox', { name: 'Select Device 291' }).check()
  await page.getByRole('checkbox', { name: 'Select Device 292' }).check()
  const bulk = page.locator('[data-bulk]')
  await bulk.getByLabel('Place').fill('Cellar')
  await bulk.getByRole('button', { name: 'Set place' }).click()
  await page.getByText('2 devices changed.').first().waitFor()
  const [put] = await Promise.all([
    page.waitForResponse('**/api/v1/devices/bulk'),
    bulk.getByRole('button', { name: 'Put in service' }).click(),
  ])
  expect(put.status()).toBe(200)
  await page.goto(`${agent.url}/devices?place=Cellar&service=in`)
  await page.getByText('2 of 300 devices').waitFor()
  expect(asked).toEqual(['/api/v1/devices/bulk', '/api/v1/devices/bulk'])
}, 60_000)

it('shows that something goes on where it takes long, and names a device that is gone meanwhile', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/devices?q=Device+28`)
  const row = page.locator('tbody tr', { hasText: 'Device 281' })
  const id = (await row.getByRole('link').first().getAttribute('href'))?.split('/').at(-1)
  await page.getByRole('checkbox', { name: 'Select Device 281' }).check()
  await page.getByRole('checkbox', { name: 'Select Device 282' }).check()
  await page.route('**/api/v1/devices/bulk', async (route) => {
    await page.locator('[data-bulk]').getByRole('progressbar').waitFor()
    await ask(page, 'DELETE', `/api/v1/devices/${id}`)
    await route.continue()
  })
  await page.locator('[data-bulk]').getByRole('button', { name: 'Pause for 1 h' }).click()
  await page.getByText('1 of 2 could not be changed: Device 281: It is not there any more.').first().waitFor()
  await page.unroute('**/api/v1/devices/bulk')
  expect(await page.locator('[data-bulk] :focus').count()).toBe(1)
  await page.getByText('1 selected').waitFor()
  await page.locator('[data-bulk]').getByRole('button', { name: 'End the pause' }).click()
  await page.getByText('1 device changed.').first().waitFor()
}, 60_000)

it('exports what the filters let through', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/devices?q=Device+12`)
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('CSV for spreadsheets').click()])
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/u)
  expect(lines[0]).toBe(
    'name,place,type,state,cause,in_service,address,mac,vendor,model,serial,os_version,app_version,last_connection,uptime_24h,id',
  )
  expect(lines).toHaveLength(12)
}, 60_000)

it('shows the essentials beside the list on a wide screen, and goes to the device on a narrow one', async () => {
  const { page, agent } = house
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.goto(`${agent.url}/devices?q=Device+300`)
  await rows().first().locator('.is-state').click()
  const panel = page.locator('[data-panel]')
  await panel.getByRole('heading', { name: 'Device 300' }).waitFor()
  expect(page.url()).toContain('open=')
  await page.goBack()
  await panel.waitFor({ state: 'detached' })
  await page.setViewportSize({ width: 390, height: 844 })
  await rows().first().locator('.is-state').click()
  await page.waitForURL('**/devices/*')
  await page.setViewportSize({ width: 1280, height: 800 })
}, 60_000)

it('keeps the overview of three hundred devices small: a place’s calm ones are a number', async () => {
  const { page, agent } = house
  await page.goto(agent.url)
  await page
    .getByRole('button', { name: /\d+ fine/u })
    .first()
    .waitFor()
  expect(await page.locator('[data-device]').count()).toBeLessThan(60)
}, 60_000)
