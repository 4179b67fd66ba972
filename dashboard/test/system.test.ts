import { spawn } from 'node:child_process'
import { on, once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { complaintsOf, english, openBrowser, setUp } from './browser.ts'

// An agent under the watchdog of `npm start`: only with one of those can it start again.
const kept = join(import.meta.dirname, '../../agent/test/faults/kept-agent.ts')
let supervisor: ReturnType<typeof spawn>
let data: string
let url: string
let browser: Browser
let page: Page

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'sereno-kept-'))
  // The port stays the same over a restart, so it is chosen here: one that the system just gave and took back.
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  const code = 'SETUP-TEST'
  supervisor = spawn(process.execPath, [kept], {
    env: {
      PATH: process.env.PATH ?? '',
      SERENO_DATA: data,
      SERENO_HOST: '127.0.0.1',
      SERENO_PORT: String(port),
      SERENO_SUBNETS: 'none',
      SERENO_SETUP_CODE: code,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!supervisor.stdout) throw new Error('The supervisor says nothing')
  for await (const chunk of on(supervisor.stdout, 'data', { close: ['end'] })) {
    if (String(chunk).includes('open http')) break
  }
  supervisor.stdout.resume()
  browser = await openBrowser()
  page = await (await english(browser)).newPage()
  await setUp(page, { url, code })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  if (supervisor.exitCode === null && supervisor.signalCode === null) {
    const exited = once(supervisor, 'exit')
    supervisor.kill('SIGTERM')
    await exited
  }
  await rm(data, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port')
  return address.port
}

it('says how the box is in words with values', async () => {
  const complaints = complaintsOf(page)
  await page.goto(`${url}/system`)
  await page.locator('[data-box]').waitFor()
  const text = await page.locator('main').innerText()
  for (const word of ['Version', 'Running since', 'Processor', 'Memory', 'Disk', 'Temperature', 'Power supply']) {
    expect(text).toContain(word)
  }
  expect(text).toMatch(/\d+(?:\.\d)? GB of \d+(?:\.\d)? GB/u)
  expect(text).toContain('On the box itself')
  expect(complaints).toEqual([])
})

it('tells what is wrong first, with what to do', async () => {
  await page.route('**/api/v1/system', async (route) => {
    const response = await route.fetch()
    const system = await response.json()
    system.machine.underVoltage = 'now'
    system.machine.temperatureC = 84
    await route.fulfill({ response, json: system })
  })
  await page.goto(`${url}/system`)
  const verdict = page.locator('[data-box=wrong]')
  await verdict.waitFor()
  expect(await verdict.locator('[data-finding]').first().getAttribute('data-finding')).toBe('voltage_now')
  expect(await verdict.innerText()).toContain('Use the power supply that the maker sells')
  await page.unrouteAll({ behavior: 'wait' })
})

it('shows what is new, from the changelog', async () => {
  await page.goto(`${url}/system`)
  await page.getByRole('button', { name: 'What’s new' }).click()
  await page.getByRole('dialog').getByRole('heading', { name: 'Added' }).first().waitFor()
  await page.keyboard.press('Escape')
})

it('starts the agent again when an admin asks twice, and comes back by itself', async () => {
  await page.goto(`${url}/system`)
  const startedAt = async () => (await (await page.context().request.get(`${url}/api/v1/system`)).json()).startedAt
  await page.locator('[data-box]').waitFor()
  const before = await startedAt()
  await page.getByRole('button', { name: 'Restart', exact: true }).click()
  await page.getByRole('dialog').getByText('Watching stops for about 5 seconds').waitFor()
  expect(await startedAt()).toBe(before)
  await page.getByRole('dialog').getByRole('button', { name: 'Restart' }).click()
  await page.locator('[data-band=unready]').waitFor()
  await page.locator('[data-toast]', { hasText: 'Sereno runs again.' }).waitFor({ timeout: 60_000 })
  expect(await startedAt()).not.toBe(before)
  expect(await page.locator('[data-band=lost]').count()).toBe(0)
}, 120_000)

it('lists the packages of others with their licences', async () => {
  await page.goto(`${url}/system/about`)
  await page.getByText('Third-party software').click()
  await page.getByRole('cell', { name: 'svelte', exact: true }).waitFor()
  await page.getByRole('searchbox').fill('net-snmp')
  expect(await page.getByRole('cell', { name: 'net-snmp' }).count()).toBe(1)
  await page.getByText('1 package').waitFor()
})
