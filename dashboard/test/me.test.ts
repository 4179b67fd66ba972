import type { Page } from 'playwright-core'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { blue, pngFile, red } from '../../agent/test/fakes/picture-files.ts'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf, person } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let smtp: MailServer

beforeAll(async () => {
  smtp = await startMailServer()
  const mail = { host: '127.0.0.1', port: smtp.port, from: 'sereno@bar.example' }
  await ask(house.page, 'PUT', '/api/v1/settings/mail', mail)
}, 60_000)
afterAll(() => smtp.close())

/** The newest mail with a word in its subject, once it is there. */
async function mailAbout(word: string): Promise<{ text: string; subject: string }> {
  let found = { text: '', subject: '' }
  const find = async () => {
    const all = await Promise.all(smtp.mails.map((mail) => PostalMime.parse(mail)))
    const mail = all.findLast(({ subject }) => subject?.includes(word))
    found = { text: mail?.text ?? '', subject: mail?.subject ?? '' }
    return found.subject
  }
  await expect.poll(find, { timeout: 20_000 }).toContain(word)
  return found
}

const save = async (page: Page) => {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Unsaved changes').waitFor({ state: 'detached' })
}

it('P3 P8a P8b P13 P15 opens by the name in the corner, and shows what was given at registration, all of it to change', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await page.goto(agent.url)
  await page.getByRole('button', { name: /^Ana Pérez/u }).click()
  await page.getByRole('link', { name: 'Account settings' }).click()
  await page.getByRole('heading', { name: 'Account settings' }).waitFor()
  await page.getByLabel('Full name').waitFor()
  expect(await page.getByLabel('Full name').inputValue()).toBe(person.fullName)
  expect(await page.getByLabel('E-mail', { exact: true }).inputValue()).toBe(person.email)
  const contents = page.getByRole('navigation', { name: 'On this page' })
  await contents.getByRole('link', { name: 'Referral' }).click()
  expect(new URL(page.url()).hash).toBe('#referral')
  await page.getByLabel('Company name').fill('Pepe & <b>Sons</b>')
  await save(page)
  // What was just saved stands below the name, and nowhere else.
  await page.getByRole('button', { name: /Pepe & <b>Sons<\/b>/u }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: /Pepe & <b>Sons<\/b>/u }).waitFor()
  await page.goto(`${agent.url}/account`)
  expect(await page.getByLabel('Company', { exact: true }).inputValue()).toBe(person.company)
  expect(await axeFaults(page)).toEqual([])
  expect(complaints).toEqual([])
}, 60_000)

it('P23 P24 P25 P27 takes full name, job title and phone by Save, says at the field what is wrong, and takes the phone for a login', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/me`)
  await page.getByLabel('Full name').fill('Ana Pérez Gil')
  await page.getByLabel('Job title').fill('Owner')
  await page.getByLabel('Phone').fill('600 111')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Write the phone number with a plus sign').first().waitFor()
  expect(await page.getByLabel('Phone').evaluate((field) => field === document.activeElement)).toBe(true)
  await page.getByLabel('Phone').fill('+34600111222')
  await save(page)
  expect(await axeFaults(page)).toEqual([])
  await page.reload()
  await page.getByLabel('Phone').waitFor()
  expect(await page.getByLabel('Job title').inputValue()).toBe('Owner')
  const login = { login: '+34 600 111 222', password: person.password }
  const me = await ask<{ user: { fullName: string } }>(page, 'POST', '/api/v1/session', login)
  expect(me.user.fullName).toBe('Ana Pérez Gil')
}, 60_000)

it('P20 takes a picture, shows it before it is saved and then in the corner, and lets it be taken away', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  await page.goto(`${agent.url}/me`)
  const field = page.getByLabel('Avatar', { exact: true })
  await page.getByText('Add an avatar so others know who you are').waitFor()
  await page.getByText('Visible only in Sereno').first().waitFor()
  const corner = page.locator('.top-bar img')
  expect(await corner.count()).toBe(0)
  await field.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: pngFile(900, 500, [red, blue]) })
  await page.getByRole('img', { name: 'Avatar of' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await save(page)
  await corner.waitFor()
  await expect.poll(() => corner.evaluate((img: HTMLImageElement) => img.naturalWidth), { timeout: 20_000 }).toBe(256)
  expect(await field.inputValue()).toBe('')
  await page.reload()
  await corner.waitFor()
  await page.getByRole('button', { name: 'Remove the avatar' }).click()
  await save(page)
  await corner.waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
}, 60_000)

it('P20 says of a file that is no picture what is wrong with it, and keeps what else was typed', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/me`)
  const field = page.getByLabel('Avatar', { exact: true })
  await field.setInputFiles({ name: 'big.png', mimeType: 'image/png', buffer: Buffer.alloc(6 * 1024 * 1024) })
  await page.getByText('This file has more than 5 MB').waitFor()
  await field.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>'.padEnd(500)) })
  await page.getByText('Your browser cannot show this file').waitFor()
  await page.getByLabel('Job title').fill('Boss')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('This is no picture').waitFor()
  await page.getByRole('button', { name: 'Discard' }).click()
  expect(await page.getByLabel('Job title').inputValue()).toBe('Boss')
  expect(await field.inputValue()).toBe('')
}, 60_000)

it('P26a P26b shows whether the e-mail is confirmed, sends the confirmation again, and turns green by its link', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/me`)
  await page.locator('[data-confirmed=false]').waitFor()
  await page.getByRole('button', { name: 'Send the confirmation again' }).click()
  await page.getByText(`A mail is on its way to ${person.email}`).waitFor()
  const { text } = await mailAbout('Confirm')
  const { pathname, hash } = new URL(/https?:\/\/\S+#\S+/u.exec(text)?.[0] ?? '')
  await page.goto(`${agent.url}${pathname}${hash}`)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('is confirmed').first().waitFor()
  await page.goto(`${agent.url}/me`)
  await page.locator('[data-confirmed=true]', { hasText: 'mail will reach you' }).waitFor()
}, 60_000)

it('P26a asks for the password where the e-mail changes, says at the field when it is wrong, and keeps the old one until then', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/me`)
  const password = page.getByLabel('Your password', { exact: true })
  const email = page.getByLabel('E-mail', { exact: true })
  await email.waitFor()
  expect(await password.count()).toBe(0)
  await email.fill('ana@new.example')
  await password.fill('Not-My-Password-1')
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('This is not your current password.').first().waitFor()
  expect(await password.evaluate((field) => field === document.activeElement)).toBe(true)
  await password.fill(person.password)
  await save(page)
  await page.getByText('ana@new.example takes its place once it is confirmed').waitFor()
  expect(await email.inputValue()).toBe(person.email)
  expect(await password.count()).toBe(0)
}, 60_000)

it('P28 deletes the account in six months after the username was typed, says so on every page, and lets it be kept', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/me`)
  const dialog = page.getByRole('dialog')
  const askForIt = async () => {
    await page.getByRole('button', { name: 'Delete my account' }).click()
    expect(await dialog.getByRole('button', { name: /^Delete on/u }).isDisabled()).toBe(true)
    await dialog.getByLabel('Type your username').fill(person.username)
    await dialog.getByRole('button', { name: /^Delete on/u }).click()
  }
  await askForIt()
  await dialog.getByText('The last admin').waitFor()
  await page.keyboard.press('Escape')
  // Another admin has to be there: one who has set a password.
  const other = { username: 'eva', fullName: 'Eva Roig', email: 'eva@example.com', role: 'admin' }
  await ask(page, 'POST', '/api/v1/users', other)
  const { text } = await mailAbout('eva')
  const token = /#([\w-]{43})/u.exec(text)?.[1] ?? ''
  const password = 'Eva-Comes-In-1'
  await ask(page, 'POST', '/api/v1/recovery/complete', { username: 'eva', token, password, repeat: password })
  await askForIt()
  await page.locator('[data-due]').waitFor()
  const { subject } = await mailAbout('will be deleted on')
  await page.goto(agent.url)
  const band = page.locator('[data-band=deletion]')
  await band.waitFor()
  const day =
    /on (.*)\.$/u.exec((await band.innerText()).split('\n')[0]?.replace('Cancel deletion', '').trim() ?? '')?.[1] ?? '?'
  expect(subject).toContain(day)
  expect(await axeFaults(page)).toEqual([])
  await band.getByRole('link', { name: 'Cancel deletion' }).click()
  await page.getByRole('button', { name: 'Cancel deletion' }).click()
  await page.getByRole('button', { name: 'Delete my account' }).waitFor()
  await mailAbout('stays')
  await page.goto(agent.url)
  await page.getByRole('heading', { name: 'Devices' }).waitFor()
  expect(await band.count()).toBe(0)
}, 90_000)
