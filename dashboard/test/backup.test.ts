import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startAgent, type TestAgent } from './agent.ts'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf, english, person } from './browser.ts'
import { openHouse } from './house.ts'

// One backup on its way: made on one box, brought to a new one, and back over the first.
const house = openHouse()
let fresh: TestAgent
let archive: string

beforeAll(async () => {
  fresh = await startAgent()
  const made = { name: 'Kitchen printer', type: 'printer', place: 'Kitchen', address: '127.0.0.7' }
  await ask(house.page, 'POST', '/api/v1/devices', made)
}, 60_000)
afterAll(() => fresh.stop(), 30_000)

async function isSound(page: Page): Promise<void> {
  expect(await axeFaults(page)).toEqual([])
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Username, email or phone').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Enter' }).click()
}

it('makes a backup, lists it with its reason, and gives both it and a new one away', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await page.goto(`${agent.url}/system/backup`)
  await page.locator('[data-empty]').waitFor()
  await page.getByRole('button', { name: 'Make a backup now' }).click()
  const row = page.locator('[data-backup]')
  await row.getByText('Made by hand').waitFor()
  const kept = page.waitForEvent('download')
  await row.getByRole('link').click()
  expect((await kept).suggestedFilename()).toMatch(/^sereno-.+-manual\.zip$/u)
  const newest = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download a new backup' }).click()
  const download = await newest
  expect(download.suggestedFilename()).toMatch(/^sereno-.+-\d{4}-\d\d-\d\d\.zip$/u)
  archive = join(agent.data, 'taken-away.zip')
  await download.saveAs(archive)
  await page.reload()
  await row.waitFor()
  await isSound(page)
  expect(complaints).toEqual([])
}, 60_000)

it('is what a new box begins with instead of a set-up: the venue is back after the restart, and so are its people', async () => {
  const context = await english(house.browser)
  const page = await context.newPage()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(`${fresh.url}/setup`)
  await page.getByRole('button', { name: 'Restore a backup' }).click()
  await page.locator('[data-restore-step]').waitFor()
  await isSound(page)
  const restore = page.getByRole('button', { name: 'Restore', exact: true })
  await page.getByLabel('Claim code').fill('WRONG-ONE')
  await restore.click()
  await page.getByText('Choose a file.').waitFor()
  await page.getByLabel('Backup file').setInputFiles(archive)
  await restore.click()
  await page.locator('input[name=code][aria-invalid=true]').waitFor()
  await page.getByLabel('Claim code').fill(fresh.code)
  await restore.click()
  await page.locator('[data-restore=by_hand]').waitFor()
  await fresh.kill()
  await fresh.restart()
  await page.locator('[data-restored]').waitFor()
  await isSound(page)
  await signIn(page)
  await page.getByText('Kitchen printer').first().waitFor()
  await context.close()
}, 60_000)

it('refuses a file that is none, and replaces a venue only after a question', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/system/backup`)
  const other = join(agent.data, 'holiday.zip')
  await writeFile(other, 'no backup')
  await page.getByLabel('Backup file').setInputFiles(other)
  const begin = page.getByRole('button', { name: 'Restore…' })
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true })
  await begin.click()
  await confirm.click()
  await page.getByText('Not a backup of Sereno').waitFor()
  const late = { name: 'Bar printer', type: 'printer', place: 'Bar', address: '127.0.0.8' }
  await ask(page, 'POST', '/api/v1/devices', late)
  await page.getByLabel('Backup file').setInputFiles(archive)
  await begin.click()
  await page.getByRole('dialog').getByText('“taken-away.zip”').waitFor()
  await confirm.click()
  await page.locator('[data-restore=by_hand]').waitFor()
  await agent.kill()
  await agent.restart()
  await page.locator('[data-restored]').waitFor()
  await signIn(page)
  await page.waitForURL(({ pathname }) => !pathname.startsWith('/login'))
  const { items } = await ask<{ items: { name: string }[] }>(page, 'GET', '/api/v1/devices')
  expect(items.map(({ name }) => name)).toEqual(['Kitchen printer'])
  await page.goto(`${agent.url}/system/backup`)
  await page.getByText('Before a restore').waitFor()
}, 60_000)
