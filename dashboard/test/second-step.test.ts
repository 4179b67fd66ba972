import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { stepOf, totpAt } from '../../agent/src/services/second-step/totp.ts'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf, english, forgetSession, person } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let secret = ''
let codes: string[] = []

const card = () => house.page.locator('section', { has: house.page.getByRole('heading', { name: 'Second step' }) })
/** Of the step after now, so that each test has one that was not used. */
const nextCode = () => totpAt(secret, stepOf(Date.now()) + 1)

async function enter(page: Page) {
  await page.goto(`${house.agent.url}/login`)
  await page.getByLabel('Username, email or phone').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'One more step' }).waitFor()
}

it('a second step is switched on with a scanned secret and a code, and shows its recovery codes once', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await page.goto(`${agent.url}/account/passwords`)
  await card().getByText('The second step is off.').waitFor()
  await card().getByRole('button', { name: 'Turn on' }).click()
  await card().getByLabel('Your password').fill(person.password)
  await card().getByRole('button', { name: 'Next' }).click()
  await card().getByRole('img', { name: 'Scan this' }).waitFor()
  secret = (await card().locator('[data-key]').getAttribute('data-key')) ?? ''
  expect(await axeFaults(page)).toEqual([])
  await card().getByLabel('The code that the app shows now').fill('000000')
  await card().getByRole('button', { name: 'Confirm' }).click()
  await card().getByText('This code is not right.').waitFor()
  await card()
    .getByLabel('The code that the app shows now')
    .fill(totpAt(secret, stepOf(Date.now())))
  await card().getByRole('button', { name: 'Confirm' }).click()
  await card().getByRole('heading', { name: 'Keep these recovery codes' }).waitFor()
  codes = await card().locator('[data-recovery-codes] li').allInnerTexts()
  expect(codes).toHaveLength(10)
  expect(await axeFaults(page)).toEqual([])
  await card().getByRole('button', { name: 'I have kept them' }).click()
  await card().getByText('The second step is on.').waitFor()
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
}, 60_000)

it('whoever logs in is asked for the code after the right password, and comes in by it or by a recovery code once', async () => {
  const { browser } = house
  const elsewhere = await english(browser)
  const page = await elsewhere.newPage()
  await enter(page)
  expect(
    await page.locator('input[autocomplete="one-time-code"]').evaluate((field) => field === document.activeElement),
  ).toBe(true)
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.type('000000')
  await page.keyboard.press('Enter')
  await page.getByText('This code is not right').first().waitFor()
  await page.keyboard.type(nextCode())
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Devices' }).waitFor()
  for (const again of [false, true]) {
    await forgetSession(page)
    await enter(page)
    await page.keyboard.type(codes[0]?.toLowerCase() ?? '')
    await page.keyboard.press('Enter')
    await page
      .getByText(again ? 'This code is not right' : 'Live')
      .first()
      .waitFor()
  }
  await elsewhere.close()
}, 90_000)

it('the second step stands in the list of users, and goes off by password and code', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/users`)
  await page.locator(`[data-user=${person.username}]`).getByText('with second step').waitFor()
  await page.goto(`${agent.url}/account/passwords`)
  await card().getByRole('button', { name: 'Turn off' }).click()
  await card().getByLabel('Your password').fill(person.password)
  await card()
    .getByLabel('Code of the app')
    .fill(codes[1] ?? '')
  expect(await axeFaults(page)).toEqual([])
  await card().getByRole('button', { name: 'Turn off' }).click()
  await card().getByText('The second step is off.').waitFor()
  await ask(page, 'POST', '/api/v1/session', { login: person.username, password: person.password })
}, 60_000)
