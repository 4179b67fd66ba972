import { expect, it } from 'vitest'
import { escposPrinter } from '../../agent/test/fakes/escpos-printer.ts'
import { ask, complaintsOf } from './browser.ts'
import { liveChatOf } from './chat-page.ts'
import { openHouse } from './house.ts'
import { addPrinter, openPad, pair, paperOutStatus, setAppPassword } from './kiosk-pad.ts'

const house = openHouse()

interface Talk {
  items: { id: string; contact: { name: string; place: string; verified: boolean } }[]
}
interface Messages {
  items: { text: string; event: { states?: { name: string; state: string; message: string }[] } | null }[]
}

it('the staff ask for help and the state goes along, once they say yes; nobody picks, and they are told whom to call', async () => {
  await liveChatOf(house, {})
  const printer = await escposPrinter({ status: paperOutStatus })
  await setAppPassword(house.page)
  await ask(house.page, 'PATCH', '/api/v1/settings/venue', { help: { name: 'Printers & Co', phone: '+34600123456' } })
  await addPrinter(house.page, 'Kitchen printer', 'Kitchen', printer)
  const context = await openPad(house.browser)
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.clock.install()
  const loaded = page.waitForResponse((answer) => answer.url().includes('/chat/settings?') && answer.ok())
  await page.goto(`${house.agent.url}/kiosk`)
  await pair(page, 'Bar iPad')
  await page.locator('[data-problem=paper_out]').waitFor({ timeout: 30_000 })
  await loaded
  await page.locator('sereno-chat').waitFor({ state: 'attached' })
  expect(await page.locator('.bubble').isVisible()).toBe(false)

  await page.getByRole('button', { name: 'Help' }).tap()
  const consent = page.getByRole('checkbox', { name: 'Also send how each device is' })
  await consent.waitFor()
  expect(await consent.isChecked()).toBe(true)
  expect(await page.getByLabel('Your name (optional)').inputValue()).toBe('Bar iPad')
  await page.getByLabel('Your message').fill('There is no roll left')
  await page.getByRole('button', { name: 'Send', exact: true }).tap()
  await page.getByText('Sent along: how each device is').waitFor()
  expect(await consent.isChecked()).toBe(false)

  const inbox = await ask<Talk>(house.page, 'GET', '/api/v1/conversations?tray=inbox')
  expect(inbox.items.map(({ contact }) => contact)).toMatchObject([{ name: 'Bar iPad', place: 'Bar', verified: true }])
  const id = inbox.items[0]?.id
  await ask(house.page, 'POST', `/api/v1/conversations/${id}/pick`)
  await ask(house.page, 'POST', `/api/v1/conversations/${id}/return`)
  const { items } = await ask<Messages>(house.page, 'GET', `/api/v1/conversations/${id}/messages`)
  const states = items.flatMap(({ event }) => event?.states ?? [])
  expect(states[0]).toMatchObject({ name: 'Kitchen printer', state: 'down', message: expect.stringMatching(/paper/iu) })

  const phone = page.locator('.panel').getByRole('link', { name: '+34600123456' })
  expect(await phone.isVisible()).toBe(false)
  await page.clock.fastForward('03:10')
  await phone.waitFor()
  await page.getByRole('button', { name: 'Call instead' }).tap()
  await page.getByRole('dialog', { name: 'Help' }).getByText('Printers & Co').waitFor()
  expect(complaints).toEqual([])
  await context.close()
  await printer.close()
}, 90_000)
