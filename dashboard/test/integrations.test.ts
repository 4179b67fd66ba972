import { expect, it } from 'vitest'
import { ask, person } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
const row = (name: string) => house.page.locator('[data-integration]', { hasText: name })

it('adds an Error Follow Up from the catalogue with a preview that tells what it would do', async () => {
  const { page, agent } = house
  await ask(page, 'POST', '/api/v1/activity', [
    { message: 'one offline' },
    { message: 'two offline' },
    { message: 'three offline' },
    { message: 'one failed' },
  ])
  await page.goto(`${agent.url}/integrations`)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const gallery = page.getByRole('dialog')
  await gallery.getByLabel('Search').fill('error follow')
  await gallery.getByRole('link', { name: /^Add: / }).click()
  await page.waitForURL('**/integrations?add=error-follow-up')
  const preview = page.locator('[data-preview]')
  await page.getByLabel('Minimum error threshold').fill('2')
  await page.getByText('In the last 24 h: 3 Offline, 1 Fail').waitFor()
  expect((await preview.innerText()).replaceAll('\u00a0', ' ')).toContain('a mail WOULD be sent (4 ≥ 2)')
  await page.getByLabel('Minimum error threshold').fill('5')
  await page.getByText('would NOT be sent').waitFor()

  // My own address stands there already.
  expect(await page.getByLabel('Email', { exact: true }).inputValue()).toBe(person.email)
  await page.getByLabel('Name', { exact: true }).fill('Bar Pepe')
  await page
    .getByLabel('Email', { exact: true })
    .fill('ops@distributor.example; ana@example.com OPS@distributor.example')
  expect(await page.locator('[data-addresses] li').count()).toBe(2)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const panel = page.locator('[data-configured]')
  await panel.getByText('Configured: Bar Pepe').waitFor()
  expect(await panel.innerText()).toContain('From 5 errors on')
  expect((await row('Bar Pepe').innerText()).toLowerCase()).toContain('ops@distributor.example')
}, 60_000)

it('says at the field and in a summary what is not right, and takes one there', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/integrations?add=error-follow-up`)
  await page.getByLabel('Name', { exact: true }).fill('bar pepe')
  await page.getByLabel('Email', { exact: true }).fill('nonsense, ana@example.com')
  await page.getByText('Another one has this name already.').waitFor()
  await page.getByLabel('Minimum error threshold').fill('10000')
  for (const kind of ['Error', 'Fail', 'Offline', 'Retry']) {
    await page.getByRole('checkbox', { name: new RegExp(`^${kind}`, 'u') }).uncheck()
  }
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const faults = page.locator('[data-faults]')
  await faults.waitFor()
  expect(await faults.getByRole('link').count()).toBe(4)
  expect(await faults.evaluate((box) => box === document.activeElement)).toBe(true)
  await faults.getByRole('link', { name: 'A whole number from 1 to 9999.' }).click()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('minimumErrors')
  await page.getByRole('button', { name: 'Remove: nonsense · not an address' }).click()
  expect(await page.getByLabel('Email', { exact: true }).inputValue()).toBe('ana@example.com')
  await page.getByRole('button', { name: 'Discard' }).click()
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('')
}, 60_000)

it('duplicates under a new name, rests, and goes after a question', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/integrations`)
  await page.getByRole('button', { name: 'Actions for Bar Pepe' }).click()
  await page.getByRole('link', { name: 'Duplicate' }).click()
  await page.waitForURL('**/integrations?add=error-follow-up&like=*')
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Copy of Bar Pepe')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Configured: Copy of Bar Pepe').waitFor()

  await row('Copy of').getByRole('switch', { name: 'Active' }).click()
  await row('Copy of').getByText('none planned').waitFor()
  await page.getByRole('button', { name: 'Actions for Copy of Bar Pepe' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('status').filter({ hasText: 'Copy of Bar Pepe was deleted.' }).waitFor({ state: 'attached' })
  await expect.poll(() => page.locator('[data-integration]').count()).toBe(1)
}, 60_000)
