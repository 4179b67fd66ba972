import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { axeFaults } from './axe.ts'
import { ask } from './browser.ts'
import { openHouse } from './house.ts'
import { seenAs } from './seen-as.ts'

const house = openHouse()
let smtp: MailServer

beforeAll(async () => {
  smtp = await startMailServer()
  smtp.answer = () => '421 4.3.2 Not now'
  const server = { host: '127.0.0.1', port: smtp.port, from: 'box@bar.example', user: '', password: 'Hush-Hush-1' }
  await ask(house.page, 'PUT', '/api/v1/settings/mail', server)
  await ask(house.page, 'POST', '/api/v1/activity/mail', {})
}, 60_000)
afterAll(() => smtp?.close())

const isSound = async (page: Page) => {
  expect(await axeFaults(page)).toEqual([])
}

it('shows a viewer what waits and where mail leaves, without who signs in, and disables what is not theirs', async () => {
  const page = await house.context.newPage()
  const asked: string[] = []
  await seenAs(page, 'viewer')
  page.on('request', (request) => {
    if (request.method() !== 'GET') asked.push(request.url())
  })
  await page.goto(`${house.agent.url}/system/mail`)
  await page.getByText('1 mail is waiting to be sent').waitFor()
  await page.getByText('box@bar.example').waitFor()
  const again = page.getByRole('button', { name: 'Try now' })
  expect(await again.getAttribute('aria-disabled')).toBe('true')
  await again.focus()
  await page.getByRole('tooltip').getByText('not change them').waitFor()
  await page.keyboard.press('Enter')
  expect(await page.getByText('Username', { exact: true }).count()).toBe(0)
  expect(await page.locator('form').count()).toBe(0)
  expect(asked).toEqual([])
  await isSound(page)
  await page.close()
}, 60_000)

it('tries at once what waits, and says what came of it', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/system/mail`)
  await page.locator('[data-queue=waiting]', { hasText: 'Not now' }).waitFor()
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.getByText('Tried: 1 mail still waits.').waitFor({ timeout: 30_000 })
  smtp.answer = () => 'ok'
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.getByText('Tried: nothing waits any more.').waitFor({ timeout: 30_000 })
  await page.locator('[data-queue=free]').waitFor()
  expect(smtp.mails).toHaveLength(1)
  await isSound(page)
}, 60_000)
