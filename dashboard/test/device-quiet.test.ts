import { expect, it } from 'vitest'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
interface Kept {
  quietHours: { from: string; to: string }[]
}
let hosts = 20
async function addRouter(change: object = {}): Promise<string> {
  hosts += 1
  const made = { name: 'Router', type: 'router', address: `127.0.0.${hosts}`, probes: [], ...change }
  return (await ask<{ id: string }>(house.page, 'POST', '/api/v1/devices', made)).id
}
const kept = async (id: string) => (await ask<Kept>(house.page, 'GET', `/api/v1/devices/${id}`)).quietHours

it('sets quiet hours of a device, over midnight too, and takes them away again', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  const id = await addRouter()
  await page.goto(`${agent.url}/devices/${id}?tab=settings`)
  const panel = page.getByRole('tabpanel')
  await panel.getByText('nobody is told of a failure of this device').waitFor()
  await panel.getByRole('button', { name: 'Add quiet hours' }).click()
  const span = panel.getByRole('group', { name: 'Quiet hours 1' })
  await span.getByLabel('Quiet from').fill('22:30')
  await span.getByLabel('Quiet until').fill('22:30')
  await span.getByText('The end must be another time than the beginning.').waitFor()
  await span.getByLabel('Quiet until').fill('06:00')
  await span.getByText('until the next day').waitFor()
  await panel.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved', { exact: true }).first().waitFor()
  expect(await kept(id)).toEqual([{ from: '22:30', to: '06:00' }])

  await page.reload()
  await panel.getByRole('button', { name: 'Remove quiet hours 1' }).click()
  expect(await panel.getByRole('button', { name: 'Add quiet hours' }).evaluate((one) => one.matches(':focus'))).toBe(
    true,
  )
  await panel.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved', { exact: true }).first().waitFor()
  expect(await kept(id)).toEqual([])
  expect(complaints).toEqual([])
}, 60_000)

it('says at the field what the agent finds wrong with them, and moves there', async () => {
  const { page, agent } = house
  const id = await addRouter({ quietHours: [{ from: '01:00', to: '02:00' }] })
  await page.goto(`${agent.url}/devices/${id}?tab=settings`)
  const span = page.getByRole('group', { name: 'Quiet hours 1' })
  await span.getByLabel('Quiet until').fill('01:00')
  const [answer] = await Promise.all([
    page.waitForResponse(`**/api/v1/devices/${id}`),
    page.getByRole('tabpanel').getByRole('button', { name: 'Save' }).click(),
  ])
  expect(answer.status()).toBe(422)
  await expect.poll(() => span.getByLabel('Quiet until').evaluate((one) => one.matches(':focus'))).toBe(true)
  expect(await kept(id)).toEqual([{ from: '01:00', to: '02:00' }])
}, 60_000)

it('says on a device’s page that it is in its quiet hours, and until when they last each day', async () => {
  const { page, agent } = house
  const always = [
    { from: '00:00', to: '12:00' },
    { from: '12:00', to: '00:00' },
  ]
  const id = await addRouter({ quietHours: always })
  await page.goto(`${agent.url}/devices/${id}`)
  const notice = page.locator('[data-notice=info]', { hasText: 'In its quiet hours' })
  await notice.getByText('00:00–12:00, 12:00–00:00').waitFor()
  await ask(page, 'PATCH', `/api/v1/devices/${id}`, { quietHours: [] })
  await notice.waitFor({ state: 'detached' })
}, 60_000)
