import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { axeFaults } from './axe.ts'
import { complaintsOf, openBrowser } from './browser.ts'

const start = fileURLToPath(new URL('../../scripts/start.ts', import.meta.url))
const band = /nothing here is real/u

/** `npm start -- --demo`; ends with the test. @returns where it is, and who may sign in */
function openDemo(): Promise<{ url: string; username: string; password: string }> {
  const child = spawn(process.execPath, [start, '--demo', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LANG: 'en_US.UTF-8', NO_COLOR: '1' },
  })
  const ended = new Promise((over) => child.once('exit', over))
  onTestFinished(async () => {
    child.kill('SIGINT')
    await ended
  })
  return new Promise((tell, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, url, username, password] = /Open (\S+) and sign in as (\S+) with the password (\S+)/u.exec(line) ?? []
      if (url && username && password) tell({ url, username, password })
    })
    void ended.then(() => fail(new Error('The demonstration ended before it was ready')))
  })
}

it('a newcomer signs in, sees a fault come and go, and reads its mail; each page says that it is a demonstration', async () => {
  const { url, username, password } = await openDemo()
  const browser = await openBrowser()
  onTestFinished(() => browser.close())
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 768, height: 1024 } })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${url}/login`)
  await page.getByText(band).waitFor()
  await page.getByLabel('Username, email or phone').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Enter' }).click()
  // The card, not the live region that says it to those who do not see it.
  const card = page.getByRole('article').getByText('Kitchen printer is out of paper')
  await card.waitFor({ timeout: 60_000 })
  await page.getByText('Put in a new roll').first().waitFor()
  await card.waitFor({ state: 'hidden', timeout: 60_000 })

  await page.getByRole('link', { name: 'Mailbox' }).click()
  await page.getByRole('heading', { name: 'Mailbox' }).waitFor()
  await page
    .getByRole('button', { name: /Kitchen printer: Out of paper/u })
    .first()
    .click({ timeout: 60_000 })
  await page.frameLocator('iframe').getByText('What to do: Put in a new roll').waitFor()
  // The mail is a sandboxed document, in which axe can run nothing. Chromium gives it a process of its own, whose end is told later.
  await page.locator('iframe').evaluate((frame) => frame.remove())
  await expect.poll(() => page.frames()).toHaveLength(1)
  expect(await axeFaults(page)).toEqual([])

  for (const path of ['/', '/devices', '/activity', '/integrations', '/system/mail', '/system/discovery']) {
    await page.goto(`${url}${path}`)
    await page.getByText(band).waitFor()
  }
  expect(complaints).toEqual([])
  await page.goto(`${url}/nowhere`)
  await page.getByText(band).waitFor()
}, 240_000)
