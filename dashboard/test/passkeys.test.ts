import type { CDPSession, Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { axeFaults } from './axe.ts'
import { complaintsOf, english, forgetSession, person } from './browser.ts'
import { openHouse } from './house.ts'
import { passkeyDevice } from './passkey-device.ts'

const house = openHouse()
/** A browser on the machine itself, where passkeys need no HTTPS, with a device that keeps them. */
let page: Page
let cdp: CDPSession
let device = ''
let complaints: string[] = []

const at = (path: string) => `${house.agent.url.replace('127.0.0.1', 'localhost')}${path}`
const card = (where = page) => where.locator('section', { has: where.getByRole('heading', { name: 'Passkeys' }) })
/** Whether its owner is there, and answers what the browser asks the device. */
const ownerThere = (enabled: boolean) =>
  cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: device, enabled })

beforeAll(async () => {
  const context = await english(house.browser)
  page = await context.newPage()
  complaints = complaintsOf(page)
  ;({ cdp, authenticatorId: device } = await passkeyDevice(page))
}, 30_000)

const out = async () => {
  await forgetSession(page)
  await page.goto(at('/login'))
  await page.getByRole('button', { name: 'Use a passkey' }).waitFor()
}
const inside = () => page.getByRole('heading', { name: 'Devices' }).waitFor()

it('a passkey is added by the password and the device, and stands in the list', async () => {
  await page.goto(at('/login'))
  await page.getByLabel('Username, email or phone').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.keyboard.press('Enter')
  await inside()
  await page.goto(at('/account/passwords'))
  await card().getByText('You have no passkeys yet.').waitFor()
  await card().getByRole('button', { name: 'Add a passkey' }).click()
  expect(await axeFaults(page)).toEqual([])
  await card().getByLabel('Name').fill('Till computer')
  await card().getByLabel('Your password').fill('Not-The-Right-1')
  await card().getByRole('button', { name: 'Add a passkey' }).click()
  await card().locator('input[type=password][aria-invalid]').waitFor()
  await card().getByLabel('Your password').fill(person.password)
  await card().getByRole('button', { name: 'Add a passkey' }).click()
  await card().locator('[data-passkey="Till computer"]').waitFor()
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId: device })
  expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }])
  expect(await axeFaults(page)).toEqual([])
}, 60_000)

it('whoever has a passkey logs in by the button, without a password', async () => {
  await ownerThere(false)
  await out()
  expect(await axeFaults(page)).toEqual([])
  await ownerThere(true)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await inside()
}, 60_000)

it('the browser suggests a passkey at the field of the username, and picking it is enough', async () => {
  await ownerThere(true)
  await forgetSession(page)
  // This device picks what it suggests at once.
  await page.goto(at('/login'))
  await inside()
}, 60_000)

it('a device that does not know its owner lets nobody in, and the page says so and goes on', async () => {
  await ownerThere(false)
  await out()
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: device, isUserVerified: false })
  await ownerThere(true)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByText('It was cancelled or took too long').waitFor()
  expect(await page.getByRole('button', { name: 'Use a passkey' }).isEnabled()).toBe(true)
  expect(await axeFaults(page)).toEqual([])
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: device, isUserVerified: true })
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await inside()
}, 60_000)

it('a device keeps one passkey of a person, which gets another name', async () => {
  await page.goto(at('/account/passwords'))
  await card().getByRole('button', { name: 'Add a passkey' }).click()
  await card().getByLabel('Your password').fill(person.password)
  await card().getByRole('button', { name: 'Add a passkey' }).click()
  await card().getByText('already keeps a passkey of yours').waitFor()
  await card().getByRole('button', { name: 'Cancel' }).click()
  await card()
    .getByRole('button', { name: /^Rename/u })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Till at the bar')
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await card().locator('[data-passkey="Till at the bar"]').waitFor()
}, 60_000)

it('at an address passkeys are greyed with the reason and the way to HTTPS, and those made elsewhere are told apart', async () => {
  const there = house.page
  await there.goto(`${house.agent.url}/account/passwords`)
  await card(there).getByText('at localhost').waitFor()
  const button = card(there).getByRole('button', { name: 'Add a passkey' })
  expect(await button.getAttribute('aria-disabled')).toBe('true')
  await button.focus()
  await card(there).getByRole('tooltip').getByText('need HTTPS and a host name').waitFor()
  expect(await card(there).getByRole('link', { name: 'over HTTPS' }).getAttribute('href')).toBe('/trust')
  expect(await axeFaults(there)).toEqual([])
  const guest = await (await english(house.browser)).newPage()
  await guest.goto(`${house.agent.url}/login`)
  await guest.getByLabel('Username, email or phone').waitFor()
  expect(await guest.getByRole('button', { name: 'Use a passkey' }).count()).toBe(0)
  await guest.context().close()
}, 60_000)

it('a passkey that was removed lets nobody in any more, and the password still does', async () => {
  await page.goto(at('/account/passwords'))
  await card()
    .getByRole('button', { name: /^Remove/u })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Your password').fill(person.password)
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await card().getByText('You have no passkeys yet.').waitFor()
  await ownerThere(false)
  await out()
  await ownerThere(true)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByText('This passkey does not let you in').waitFor()
  await page.getByLabel('Username, email or phone').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.keyboard.press('Enter')
  await inside()
  // The refusals that the test asked for.
  expect(complaints.filter((text) => !/\b(401|422)\b/u.test(text))).toEqual([])
}, 60_000)
