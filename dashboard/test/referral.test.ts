import { expect, it } from 'vitest'
import { axeFaults } from './axe.ts'
import { complaintsOf, english } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()

it('P8c P47a P47b P49 shows the referral link with its token, brings a lead by it, and asks to become a partner', async () => {
  const { page, agent, browser } = house
  const complaints = complaintsOf(page)
  await page.goto(`${agent.url}/me`)
  const card = page.locator('#referral')
  const link = (await card.locator('[data-link]').innerText()).trim()
  const token = await card.locator('[data-link] u').innerText()
  expect(link).toMatch(/\/signup\?ref=/u)
  expect(link.split('?ref=')[1]).toBe(token)
  await card.getByText('Your referral token begins after ?ref=').waitFor()
  await card.getByText('Payouts are for registered partners only.').waitFor()

  const elsewhere = await english(browser)
  const guest = await elsewhere.newPage()
  const theirs = complaintsOf(guest)
  await guest.goto(`${agent.url}/signup?ref=${token}`)
  await guest.getByLabel('Your name').fill('Pau <b>Riba</b>')
  await guest.getByLabel('Name of the venue').fill('Cal Pau')
  await guest.getByLabel('E-mail or phone').fill('+34 600 999 888')
  expect(await axeFaults(guest)).toEqual([])
  await guest.getByRole('button', { name: 'Send' }).click()
  await guest.getByText('your request is on its way').waitFor()
  expect(theirs).toEqual([])
  await elsewhere.close()

  await page.reload()
  const lead = card.locator('[data-lead]')
  await lead.waitFor()
  expect(await lead.innerText()).toMatch(/Pau <b>Riba<\/b>, Cal Pau.*Ticket 1/su)
  await card.getByRole('button', { name: 'Become a partner' }).click()
  await card.getByText('Ticket 2 was made').waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect(complaints).toEqual([])
}, 60_000)
