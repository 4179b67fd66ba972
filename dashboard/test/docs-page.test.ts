import { expect, it } from 'vitest'
import { complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()

it('finds a route, says who may call it, and gives a sample to copy', async () => {
  const page = await house.context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${house.agent.url}/docs`)
  await page.getByRole('heading', { name: 'devices' }).waitFor()
  await page.getByRole('searchbox').fill('post restart')
  const route = page.locator('main details')
  await page.getByText('1 route', { exact: true }).waitFor()
  expect(await route.count()).toBe(1)
  await route.locator('summary').focus()
  await page.keyboard.press('Enter')
  await page.getByText('Who may call: Administrator').waitFor()
  expect(await route.locator('pre').innerText()).toContain(`curl -X POST '${house.agent.url}/api/v1/system/restart'`)
  expect(complaints).toEqual([])
  await page.close()
})

it('opens the route that the address names, and follows its links', async () => {
  const page = await house.context.newPage()
  await page.goto(`${house.agent.url}/docs#devices.add`)
  const add = page.locator('[id="devices.add"]')
  await add.getByText('Body', { exact: true }).waitFor()
  expect(await add.getAttribute('open')).not.toBeNull()
  await page.evaluate(() => {
    location.hash = '#system.get'
  })
  await page.locator('[id="system.get"][open]').waitFor()
  await page.close()
})

it('shows the whole API on paper', async () => {
  const page = await house.context.newPage()
  await page.goto(`${house.agent.url}/docs`)
  await page.locator('main details').first().waitFor()
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await page.locator('main details:not([open])').first().waitFor({ state: 'detached' })
  await page.close()
})

it('shows who may do what as one table, and leads from it to a route', async () => {
  const page = await house.context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${house.agent.url}/docs`)
  await page.getByRole('tab', { name: 'Who may do what' }).click()
  const marks = async (route: string) => {
    const row = page.getByRole('row', { name: route }).first()
    const told = await row.locator('td.mark .sr-only').allInnerTexts()
    return told.map((text) => (text === 'may' ? '●' : '-')).join('')
  }
  // guest, kiosk, viewer, operator, technician, advisor, admin, iPad
  expect(await marks('POST /api/v1/session')).toBe('●●●●●●●●')
  expect(await marks('POST /api/v1/users')).toBe('-----●●-')
  expect(await marks('DELETE /api/v1/users/{id}')).toBe('------●-')
  expect(await marks('GET /api/v1/overview')).toBe('-●●●●●●●')
  await page.getByRole('link', { name: 'POST /api/v1/system/restart' }).click()
  await page.locator('[id="system.restart"][open]').getByText('Who may call: Administrator').waitFor()
  expect(complaints).toEqual([])
  await page.close()
})
