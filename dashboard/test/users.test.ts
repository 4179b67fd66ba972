import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { blue, pngFile, red } from '../../agent/test/fakes/picture-files.ts'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf, english } from './browser.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let smtp: MailServer

beforeAll(async () => {
  smtp = await startMailServer()
  const mail = { host: '127.0.0.1', port: smtp.port, from: 'sereno@bar.example' }
  await ask(house.page, 'PUT', '/api/v1/settings/mail', mail)
}, 60_000)
afterAll(() => smtp.close())

it('B2b B4 B5a B26 makes a user from the left menu, who comes in by the welcome mail', async () => {
  const { page, agent, browser } = house
  const complaints = complaintsOf(page)
  await page.getByRole('link', { name: 'Users' }).click()
  await page.getByRole('button', { name: 'Add user' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('Username').fill('eva')
  await drawer.getByLabel('Full name').fill('Eva <b>Roig</b>')
  await drawer.getByLabel('E-mail').fill('eva@example.com')
  await drawer.getByLabel('Role').selectOption('viewer')
  expect(await axeFaults(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Save' }).click()
  const row = page.locator('[data-user=eva]')
  await row.getByText('Invited').waitFor()
  await expect.poll(() => smtp.mails.length, { timeout: 20_000 }).toBe(1)
  const welcome = await PostalMime.parse(smtp.mails[0] ?? '')
  expect(welcome.subject).toBe('Welcome to Sereno, your username is eva')
  for (const step of ['1. Open this address', '2. Write your username', '3. Press “Enter”', '4. Add the address'])
    expect(welcome.text).toContain(step)
  const { pathname, hash } = new URL(/https?:\/\/\S+#\S+/u.exec(welcome.text ?? '')?.[0] ?? '')
  const theirs = await english(browser)
  const hers = await theirs.newPage()
  await hers.goto(`${agent.url}${pathname}${hash}`)
  await hers.getByLabel('Username, email or phone').fill('eva')
  await hers.getByLabel('New password', { exact: true }).fill('Eva-Comes-In-1')
  await hers.getByLabel('Repeat the new password').fill('Eva-Comes-In-1')
  await hers.getByRole('button', { name: 'Set password' }).click()
  await hers.getByRole('link', { name: 'To the log-in page' }).click()
  await hers.getByLabel('Username, email or phone').fill('eva')
  await hers.getByLabel('Password', { exact: true }).fill('Eva-Comes-In-1')
  await hers.getByRole('button', { name: 'Enter' }).click()
  await hers.getByRole('heading', { name: 'Devices' }).waitFor()
  expect(await hers.getByRole('link', { name: 'Users' }).count()).toBe(0)
  await hers.goto(`${agent.url}/users`)
  await hers.getByRole('heading', { name: 'Not for your role' }).waitFor()
  await page.reload()
  await row.getByText('confirmed', { exact: true }).waitFor()
  expect(complaints).toEqual([])
  await theirs.close()
}, 90_000)

it('B28 B30 B31 gives a user a picture from the drawer, and asks for one while there is none', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/users`)
  const row = page.locator('[data-user=eva]')
  const drawer = page.getByRole('dialog')
  await page.getByRole('link', { name: 'Add an avatar so others know who you are' }).waitFor()
  await row.getByRole('button').click()
  await drawer.getByText('Add an avatar so others know who this is').waitFor()
  expect(await row.locator('img').count()).toBe(0)
  const picture = { name: 'eva.png', mimeType: 'image/png', buffer: pngFile(400, 600, [blue, red]) }
  await drawer.getByLabel('Avatar', { exact: true }).setInputFiles(picture)
  await drawer.getByRole('img', { name: 'Avatar of' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Save' }).click()
  const shown = row.locator('img')
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth), { timeout: 20_000 }).toBe(256)
  expect((await page.request.get(`${agent.url}${await shown.getAttribute('src')}`)).headers()).toMatchObject({
    'cache-control': 'private, no-cache',
    'content-type': 'image/jpeg',
  })
}, 60_000)

it('B27 B29 B30 changes a user in a drawer, and disables one before they can be deleted', async () => {
  const { page, agent } = house
  await page.goto(`${agent.url}/users`)
  const row = page.locator('[data-user=eva]')
  const drawer = page.getByRole('dialog')
  await row.getByRole('button').click()
  await drawer.getByLabel('Full name').fill('Eva Roca')
  await drawer.getByLabel('Phone').fill('12')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await drawer.getByText('Write the phone number with a plus sign').waitFor()
  await drawer.getByLabel('Phone').fill('+34 600 000 002'.replaceAll(' ', ''))
  await drawer.getByRole('button', { name: 'Save' }).click()
  await row.getByText('Eva Roca').waitFor()
  await row.getByText('+34600000002').waitFor()
  await row.getByRole('button').click()
  expect(await drawer.getByRole('button', { name: 'Delete' }).count()).toBe(0)
  await drawer.getByRole('button', { name: 'Disable' }).click()
  await row.getByText('Disabled').waitFor()
  await row.getByRole('button').click()
  await drawer.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog', { name: 'Delete Eva Roca?' }).getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => row.count()).toBe(0)
}, 60_000)

it('B1 B5b has its first steps in the help, and a newcomer sets the first password by “Forgot your username or password?”', async () => {
  const { page, agent, browser } = house
  const help = page.getByRole('dialog')
  await page.goto(agent.url)
  await page.getByRole('button', { name: 'Help', exact: true }).first().click()
  await help.getByText('First steps').waitFor()
  expect(await help.getByRole('listitem').count()).toBe(4)
  await page.keyboard.press('Escape')
  const pol = { username: 'pol', fullName: 'Pol Mas', email: 'pol@example.com', role: 'viewer' }
  await ask(page, 'POST', '/api/v1/users', pol)
  const context = await english(browser)
  const his = await context.newPage()
  await his.goto(`${agent.url}/login`)
  await his.getByRole('link', { name: 'Forgot your username or password?' }).click()
  await his.getByLabel('Username, email or phone').fill('pol')
  await his.getByRole('button', { name: 'Request reset' }).click()
  const reset = async () => {
    const mails = await Promise.all(smtp.mails.map((mail) => PostalMime.parse(mail)))
    return mails.find(({ subject, to }) => subject === 'Reset password' && to?.[0]?.address === pol.email)?.text ?? ''
  }
  await expect.poll(reset, { timeout: 20_000 }).not.toBe('')
  const { pathname, hash } = new URL(/https?:\/\/\S+#\S+/u.exec(await reset())?.[0] ?? '')
  await his.goto(`${agent.url}${pathname}${hash}`)
  await his.getByLabel('Username, email or phone').fill('pol')
  await his.getByLabel('New password', { exact: true }).fill('Pol-Comes-In-1')
  await his.getByLabel('Repeat the new password').fill('Pol-Comes-In-1')
  await his.getByRole('button', { name: 'Set password' }).click()
  await his.getByRole('link', { name: 'To the log-in page' }).click()
  await his.getByLabel('Username, email or phone').fill('pol')
  await his.getByLabel('Password', { exact: true }).fill('Pol-Comes-In-1')
  await his.getByRole('button', { name: 'Enter' }).click()
  await his.getByRole('heading', { name: 'Devices' }).waitFor()
  await context.close()
}, 90_000)
