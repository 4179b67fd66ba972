import { expect, it } from 'vitest'
import { escposPrinter } from '../../agent/test/fakes/escpos-printer.ts'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'
import { addPrinter, openPad, pair, paperOutStatus, setAppPassword, wellStatus } from './kiosk-pad.ts'

const house = openHouse()

it('6.4 the staff see that the paper is out, put some in, tap once and see that it works again', async () => {
  const status = { ...wellStatus }
  const printer = await escposPrinter({ status })
  await setAppPassword(house.page)
  await ask(house.page, 'PATCH', '/api/v1/settings/venue', { help: { name: 'Printers & Co', phone: '+34600123456' } })
  await addPrinter(house.page, 'Kitchen printer', 'Kitchen', printer)

  const context = await openPad(house.browser)
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${house.agent.url}/kiosk`)
  await pair(page, 'Bar iPad')
  await page.getByRole('heading', { name: 'All working' }).waitFor({ timeout: 30_000 })
  expect(await page.locator('[data-clock]').textContent()).toMatch(/^\d\d:\d\d$/u)

  Object.assign(status, paperOutStatus)
  await page.locator('[data-problem=paper_out]').waitFor({ timeout: 15_000 })
  expect(await page.locator('h1').textContent()).toBe('Kitchen printer is out of paper')
  expect(await page.locator('.kiosk-where').textContent()).toContain('Kitchen')
  expect(await page.locator('.kiosk-steps li').allTextContents()).toHaveLength(3)
  expect(await page.title()).toMatch(/^\(1\) /u)

  await page.getByRole('button', { name: 'It’s fixed – check again' }).tap()
  await page.locator('[data-result]').waitFor()
  expect(await page.locator('[data-result]').textContent()).toBe('Still: out of paper')

  // Help is the chat; whoever would rather call learns whom, and what to tell.
  await page.getByRole('button', { name: 'Help' }).tap()
  await page.getByRole('button', { name: 'Call instead' }).tap()
  const help = page.getByRole('dialog', { name: 'Help' })
  expect(await help.getByRole('link', { name: '+34 600 123 456' }).getAttribute('href')).toBe('tel:+34600123456')
  const facts = await help.locator('dl').textContent()
  for (const fact of ['Bar Pepe', 'Kitchen printer, Kitchen', 'out of paper', '127.0.0.1'])
    expect(facts).toContain(fact)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Close the chat' }).tap()

  Object.assign(status, wellStatus)
  // An impatient thumb is told to wait; a patient one sees it work.
  await expect
    .poll(
      async () => {
        const again = page.getByRole('button', { name: 'It’s fixed – check again' })
        if (await again.isEnabled({ timeout: 500 }).catch(() => false)) await again.tap().catch(() => {})
        return page.locator('[data-mended]').count()
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(1)
  expect(await page.locator('[data-mended]').textContent()).toMatch(/Working again, \d+ (sec|min)/u)
  await page.getByRole('button', { name: 'Good' }).tap()
  await page.getByRole('heading', { name: 'All working' }).waitFor()
  expect(page.url()).toBe(`${house.agent.url}/kiosk`)
  expect(complaints.filter((text) => !/429/u.test(text))).toEqual([])
  await context.close()
  await printer.close()
}, 120_000)
