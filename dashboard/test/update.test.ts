import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cloneOf, freePort, makeOrigin } from '../../scripts/update/tiny-origin.ts'
import { complaintsOf, english, openBrowser, setUp } from './browser.ts'

// A clone whose two versions both run the real agent, under the real supervisor of `npm start`.
const agent = `import ${JSON.stringify(join(import.meta.dirname, '../../agent/dist/main.js'))}\n`
let folder: string
let supervisor: ChildProcess
let url: string
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sereno-update-'))
  const origin = makeOrigin(folder, [
    { version: '0.1.0', agent },
    { version: '0.2.0', agent },
  ])
  const clone = join(folder, 'clone')
  cloneOf(origin, clone, '0.1.0')
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  const code = 'SETUP-TEST'
  const data = join(folder, 'state')
  supervisor = spawn(process.execPath, [join(clone, 'scripts/bootstrap.mjs'), 'start'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      SERENO_DATA: data,
      SERENO_HOST: '127.0.0.1',
      SERENO_PORT: String(port),
      SERENO_SUBNETS: 'none',
      SERENO_SETUP_CODE: code,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise<void>((open) => {
    supervisor.stdout?.on('data', (text) => {
      if (String(text).includes('open http')) open()
    })
  })
  browser = await openBrowser()
  page = await (await english(browser)).newPage()
  await setUp(page, { url, code })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  if (supervisor && supervisor.exitCode === null && supervisor.signalCode === null) {
    const exited = once(supervisor, 'exit')
    supervisor.kill('SIGTERM')
    await exited
  }
  await rm(folder, { recursive: true, force: true })
})

it('fetches nothing by itself, and tells what is new once somebody asks', async () => {
  const complaints = complaintsOf(page)
  await page.goto(`${url}/system`)
  const section = page.locator('[data-updates=git]')
  await section.getByText('Nobody has looked for newer versions yet').waitFor()
  await section.getByRole('button', { name: 'Check for updates' }).click()
  await section.getByText('Version 0.2.0 is available').waitFor()
  await section.getByText('What’s new').click()
  await section.getByText('News of 0.2.0.').waitFor()
  expect(complaints).toEqual([])
})

it('updates once confirmed, says on every page that it does, and goes on by itself', async () => {
  const other = await page.context().newPage()
  await other.goto(url)
  await other.locator('[data-pill=live]').waitFor()
  await page.getByRole('button', { name: 'Update to 0.2.0' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Printing itself is not touched').waitFor()
  const isTold = other.locator('[data-band=updating]', { hasText: /An update is running since \d\d:\d\d\./u }).waitFor()
  await dialog.getByRole('button', { name: 'Update to 0.2.0' }).click()
  await page.locator('[data-running], [data-band=updating]').first().waitFor()
  await isTold
  await page.locator('[data-last=done]', { hasText: 'Updated from 0.1.0 to 0.2.0' }).waitFor({ timeout: 60_000 })
  await other.locator('[data-band=updating]').waitFor({ state: 'detached' })
  await other.locator('[data-pill=live]').waitFor()
  expect(await page.locator('[data-band=lost]').count()).toBe(0)
})

it('goes back to the version before', async () => {
  await page.getByRole('button', { name: 'Go back to 0.1.0' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Go back to 0.1.0' }).click()
  await page.locator('[data-last=done]', { hasText: 'Went back from 0.2.0 to 0.1.0' }).waitFor({ timeout: 60_000 })
  expect(await page.getByRole('button', { name: 'Go back to' }).count()).toBe(0)
})
