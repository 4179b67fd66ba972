import { expect, it } from 'vitest'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf, english, person } from './browser.ts'
import { openHouse } from './house.ts'
import { appPassword, kioskPage, setAppPassword } from './kiosk-pad.ts'

const house = openHouse()

it('R1 R3a R3b R3c R3d shows the profile: e-mail, language, time zone and the day of creation, which stays', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await page.goto(agent.url)
  await page.getByRole('button', { name: /^Ana Pérez/u }).click()
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await page.getByLabel('E-mail of the venue').fill('bar@pepe.example')
  await page.getByLabel('Default language').selectOption('ca')
  await page.getByRole('button', { name: 'Change' }).click()
  await page.getByRole('searchbox').fill('canary')
  await page.getByRole('button', { name: /Canary/u }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved', { exact: true }).first().waitFor()
  const account = await ask<Record<string, string>>(page, 'GET', '/api/v1/account')
  expect(account).toMatchObject({ email: 'bar@pepe.example', language: 'ca', timezone: 'Atlantic/Canary' })
  const made = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Atlantic/Canary' })
  expect(await page.locator('[data-created]').innerText()).toContain(made.format(Date.parse(account.createdAt ?? '')))
  expect(complaints).toEqual([])
}, 60_000)

it('R11 R13a R13b R15 changes the password of the dashboard by the current one and the new one twice, and ends the other sessions', async () => {
  const { page, agent, browser } = house
  const elsewhere = await english(browser)
  const other = await elsewhere.newPage()
  await other.goto(`${agent.url}/login`)
  await other.getByLabel('Username, email or phone').fill(person.username)
  await other.getByLabel('Password', { exact: true }).fill(person.password)
  await other.keyboard.press('Enter')
  await other.getByRole('heading', { name: 'Devices' }).waitFor()
  await page.goto(`${agent.url}/account/passwords`)
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Dashboard password' }) })
  const fill = async (current: string, password: string, repeat: string) => {
    await card.getByLabel('Current password').fill(current)
    await card.getByLabel('New password', { exact: true }).fill(password)
    await card.getByLabel('Repeat the new password').fill(repeat)
    await card.getByRole('button', { name: /^Save/u }).click()
  }
  await fill('Not-The-Right-1', 'My-Own-Choice-7', 'My-Own-Choice-7')
  await card.getByText('This is not your current password.').first().waitFor()
  await fill(person.password, 'My-Own-Choice-7', 'My-Own-Choice-8')
  expect(await card.locator('[data-tick=equal]').getAttribute('data-done')).toBe('false')
  await expect.poll(() => card.locator('[aria-invalid=true]').count()).toBe(1)
  await fill(person.password, 'My-Own-Choice-7', 'My-Own-Choice-7')
  await card.getByText('your other browsers are signed out').waitFor()
  expect(await card.getByRole('link', { name: 'Forgot your username or password?' }).getAttribute('href')).toBe(
    '/recover',
  )
  expect(await axeFaults(page)).toEqual([])
  await other.waitForURL('**/login*', { timeout: 20_000 })
  await ask(page, 'POST', '/api/v1/session', { login: person.username, password: 'My-Own-Choice-7' })
  await elsewhere.close()
}, 90_000)

it('R17 sets the App password with the new one twice alone', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/account/passwords`)
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'App password' }) })
  expect(await card.getByLabel(/urrent/u).count()).toBe(0)
  await card.getByLabel('New app password').fill('Kitchen-Tablet-77')
  await card.getByLabel('Repeat it').fill('Kitchen-Tablet-77')
  await card.getByRole('button', { name: /^Save/u }).click()
  await card.getByText('Saved').waitFor()
}, 60_000)

it('R21 R23a R23b R23c R23d R23e lists the iPads with state, model, iOS and app version and last connection, and makes nothing up', async () => {
  const { page, agent } = house
  await setAppPassword(page)
  const pair = { appPassword, name: 'Till iPad' }
  const paired = await ask<{ deviceId: string; token: string }>(page, 'POST', '/api/v1/checkins/pair', pair)
  await fetch(`${agent.url}/api/v1/checkins`, {
    method: 'POST',
    headers: { authorization: `Bearer ${paired.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'iPad (10th generation)', osVersion: '18.1', appVersion: '5.3.1' }),
  })
  const pad = await kioskPage(house, 'Bar iPad')
  await pad.page.locator('[data-sentence]').first().waitFor({ timeout: 30_000 })
  await page.goto(`${agent.url}/account/sessions`)
  const told = await page.locator(`[data-pad="${paired.deviceId}"]`).innerText()
  for (const fact of ['Till iPad', 'Active', 'iPad (10th generation)', '18.1', '5.3.1']) expect(told).toContain(fact)
  expect(told).toMatch(/\d\d:\d\d/u)
  const row = page.locator('[data-pad]', { hasText: 'Bar iPad' })
  expect(await row.innerText()).toContain('Active')
  expect(await row.innerText()).toContain('not reported')
  const id = await row.getAttribute('data-pad')
  await ask(page, 'PATCH', `/api/v1/devices/${id}`, { inService: false })
  await page.reload()
  await row.getByText('Out of service').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await pad.context.close()
}, 90_000)

it('renames an iPad and unlinks it from its menu, on an iPad held upright too', async () => {
  const { page, agent } = house
  await page.setViewportSize({ width: 768, height: 1024 })
  await page.goto(`${agent.url}/account/sessions`)
  const row = page.locator('[data-pad]', { hasText: 'Till iPad' })
  await row.waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768)
  await row.getByRole('button', { name: 'More for Till iPad' }).click()
  await row.getByRole('button', { name: 'Rename' }).click()
  await page.keyboard.type('Terrace iPad')
  await page.keyboard.press('Enter')
  const renamed = page.locator('[data-pad]', { hasText: 'Terrace iPad' })
  await renamed.getByRole('button', { name: 'More for Terrace iPad' }).click()
  await renamed.getByRole('button', { name: 'Unlink' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click()
  await page.getByText('Terrace iPad is unlinked.').first().waitFor()
  await page.setViewportSize({ width: 1280, height: 800 })
}, 60_000)

it('ends one of the other sessions, or all of them, and never the one that asks', async () => {
  const { page, agent, browser } = house
  for (let n = 0; n < 3; n += 1) {
    const context = await english(browser)
    const data = { login: person.username, password: 'My-Own-Choice-7' }
    await context.request.post(`${agent.url}/api/v1/session`, { data })
    await context.close()
  }
  await page.goto(`${agent.url}/account/sessions`)
  const others = page.locator('[data-session=other]')
  await others.first().waitFor()
  const before = await others.count()
  await others
    .first()
    .getByRole('button', { name: /^Sign out/u })
    .click()
  await expect.poll(() => others.count()).toBe(before - 1)
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect.poll(() => others.count()).toBe(0)
  expect(await page.locator('[data-session=this]').count()).toBe(1)
}, 60_000)
