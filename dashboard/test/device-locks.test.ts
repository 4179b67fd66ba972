import { expect, it } from 'vitest'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'
import { appPassword, setAppPassword } from './kiosk-pad.ts'
import { seenAs } from './seen-as.ts'

const house = openHouse()

it('locks what the network tells of a device by keyboard, shows who did and what it says since, and unlocks it', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await setAppPassword(page)
  const paired = { appPassword, name: 'Till iPad' }
  const { deviceId, token } = await ask<{ deviceId: string; token: string }>(
    page,
    'POST',
    '/api/v1/checkins/pair',
    paired,
  )
  const tells = async (model: string) => {
    const answer = await fetch(`${agent.url}/api/v1/checkins`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ model }),
    })
    expect(answer.status).toBe(201)
  }
  await tells('iPad13,18')
  await page.goto(`${agent.url}/devices/${deviceId}?tab=identity`)
  const row = page.locator('[data-field=model]')
  await row.getByText('iPad (10th generation)').waitFor()
  await row.getByRole('button', { name: 'Lock: Model' }).focus()
  await page.keyboard.press('Enter')
  await row.getByText('Locked by').waitFor()
  await tells('iPad15,7')
  await page.reload()
  await row.getByText('Locked; the network says:').waitFor()
  expect(await row.getByText('iPad (A16)').count()).toBe(1)
  expect((await ask<{ model: string }>(page, 'GET', `/api/v1/devices/${deviceId}`)).model).toBe(
    'iPad (10th generation)',
  )
  expect(await axeFaults(page)).toEqual([])
  const unlock = row.getByRole('button', { name: 'Unlock: Model' })
  await unlock.focus()
  await page.keyboard.press('Enter')
  await row.getByRole('button', { name: 'Lock: Model' }).waitFor()
  expect(await row.getByText('iPad (A16)').count()).toBe(1)
  expect(complaints).toEqual([])
}, 60_000)

it('shows a viewer what is locked, and why they cannot change it', async () => {
  const { page, agent } = house
  const made = { name: 'Router', type: 'router', address: '127.0.0.31', mac: '00:26:ab:12:34:56', probes: [] }
  const { id } = await ask<{ id: string }>(page, 'POST', '/api/v1/devices', made)
  await ask(page, 'POST', `/api/v1/devices/${id}/lock`, { field: 'model', value: '<b>hEX</b> \u0627\u0644' })
  await seenAs(page, 'viewer')
  await page.goto(`${agent.url}/devices/${id}?tab=identity`)
  await page.locator('[data-field=mac]').getByText('Written down in the settings').waitFor()
  await page.locator('[data-field=model]').getByText('<b>hEX</b>').waitFor()
  const panel = page.getByRole('tabpanel')
  await panel.getByText('Your role may look at this, not change it').waitFor()
  expect(await panel.getByRole('button').count()).toBe(0)
  await page.unrouteAll()
}, 60_000)
