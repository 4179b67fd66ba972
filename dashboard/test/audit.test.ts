import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()

it('shows who changed what, with old and new value, finds it, and gives it away as a file', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  const made = { name: 'Till <b>1</b>', type: 'other', address: '127.0.0.7', probes: [] }
  const { id } = await ask<{ id: string }>(page, 'POST', '/api/v1/devices', made)
  await ask(page, 'PATCH', `/api/v1/devices/${id}`, { address: '127.0.0.8' })
  await page.goto(`${agent.url}/system/audit`)
  const row = page.locator('[data-audit="PATCH /api/v1/devices/:id"]')
  await row.waitFor()
  const text = await row.innerText()
  for (const part of ['Ana Pérez', 'browser', 'Changed · Device', 'Till <b>1</b>', '127.0.0.7', '127.0.0.8'])
    expect(text).toContain(part)
  await page.getByRole('searchbox').fill('till')
  await expect.poll(() => page.locator('[data-audit]').count()).toBe(2)
  expect(new URL(page.url()).search).toBe('?q=till')
  await page.reload()
  await expect.poll(() => page.locator('[data-audit]').count()).toBe(2)
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: /Export|Download/u }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /CSV/u }).click(),
  ])
  expect(readFileSync(await download.path(), 'utf8')).toContain('127.0.0.7 → 127.0.0.8')
  await page.getByRole('searchbox').fill('nobody did this')
  await page.getByText('Nothing matches the search.').waitFor()
  expect(complaints).toEqual([])
}, 60_000)
