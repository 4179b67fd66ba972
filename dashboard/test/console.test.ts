import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { ask, complaintsOf } from './browser.ts'
import { evaComes } from './colleague.ts'
import { openHouse } from './house.ts'
import { type Visitor, visitor } from './visitor.ts'

const house = openHouse()
let smtp: MailServer
let ana: Page
let eva: Page

const openConsole = (page: Page, query = '') => page.goto(`${house.agent.url}/console${query}`)
const rowOf = (page: Page, { id }: Visitor) => page.locator(`[data-talk="${id}"]`)
const tray = (page: Page, name: string) => page.locator(`[data-tray=${name}]`)
const box = (page: Page) => page.getByRole('textbox', { name: 'Send message' })
const said = (page: Page, text: string) => page.locator('[data-log]').getByText(text, { exact: true })

beforeAll(async () => {
  smtp = await startMailServer()
  ana = house.page
  await ask(house.page, 'PUT', '/api/v1/settings/mail', {
    host: '127.0.0.1',
    port: smtp.port,
    from: 'sereno@bar.example',
  })
  eva = await evaComes(house, smtp, 'operator')
}, 90_000)
afterAll(() => smtp.close())

it('B39 has the console in the left menu of those who answer, with nobody waiting at first', async () => {
  const complaints = complaintsOf(ana)
  await ana.goto(house.agent.url)
  await ana.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Console' }).click()
  await ana.waitForURL(/\/console$/u)
  await ana.getByText('Nobody is waiting.').waitFor()
  expect(await tray(ana, 'inbox').innerText()).toMatch(/^Inbox\s*0$/u)
  expect((await new AxeBuilder({ page: ana }).analyze()).violations).toEqual([])
  // The columns scroll, not the page.
  expect(await ana.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0)
  expect(complaints).toEqual([])
}, 60_000)

it('B40 B41 shows what is written on the live chat in everybody’s inbox within two seconds, and counts it in the menu', async () => {
  await openConsole(eva)
  await eva.getByText('Nobody is waiting.').waitFor()
  const elsewhere = await ana.context().newPage()
  await elsewhere.goto(`${house.agent.url}/activity`)
  await elsewhere.locator('#view:not([aria-busy])').waitFor()
  const marta = await visitor(house.agent.url, 'Marta', 'The <b>kitchen</b> printer prints nothing')
  await Promise.all([ana, eva].map((page) => rowOf(page, marta).waitFor({ timeout: 2000 })))
  expect(await rowOf(ana, marta).innerText()).toContain('The <b>kitchen</b> printer')
  await elsewhere.getByRole('link', { name: '1 waiting chat' }).waitFor()
  await elsewhere.getByText('New message: Marta').first().waitFor()
  await elsewhere.close()
  // Who comes by its address only looks: nobody is told that it was seen.
  await openConsole(ana, `?conversation=${marta.id}`)
  await said(ana, 'The <b>kitchen</b> printer prints nothing').waitFor()
  await ana.getByRole('button', { name: 'Pick', exact: true }).waitFor()
  expect((await marta.thread()).items[0]).toMatchObject({ state: 'sent' })
}, 60_000)

it('B42 gives a conversation of the inbox to whoever selects it first, and shows nothing of it to anybody else', async () => {
  const pau = await visitor(house.agent.url, 'Pau', 'Is anybody there?')
  await openConsole(ana)
  await rowOf(ana, pau).waitFor()
  await rowOf(eva, pau).waitFor()
  // Both select it in the same moment, and the admin's wish comes second.
  const { promise: picked, resolve: go } = Promise.withResolvers<void>()
  await ana.route('**/pick', async (route) => {
    await picked
    await route.continue()
  })
  const asked = ana.waitForRequest('**/pick')
  await rowOf(ana, pau).click()
  await asked
  await rowOf(eva, pau).click()
  await said(eva, 'Is anybody there?').waitFor()
  go()
  await ana.locator('[data-toast=error]').getByText('Taken by Eva Roig').waitFor()
  await ana.unroute('**/pick')
  await rowOf(ana, pau).waitFor({ state: 'detached' })
  await ana.getByText('1 other is being answered').waitFor()
  expect(await tray(eva, 'mine').getAttribute('aria-pressed')).toBe('true')
  await rowOf(eva, pau).waitFor()
  await expect
    .poll(() => pau.thread().then(({ picked: isPicked, items }) => [isPicked, items[0]?.state]))
    .toEqual([true, 'seen'])

  const heard: string[] = []
  ana.on('response', (response) => heard.push(`${response.status()} ${new URL(response.url()).pathname}`))
  await openConsole(ana, `?conversation=${pau.id}`)
  await ana.getByText('This conversation is not here for you').waitFor()
  expect(heard).toContain(`404 /api/v1/conversations/${pau.id}`)
  expect(heard).toContain(`404 /api/v1/conversations/${pau.id}/messages`)
  await pau.write('For Eva alone')
  await said(eva, 'For Eva alone').waitFor({ timeout: 2000 })
  expect(await ana.locator('body').innerText()).not.toContain('For Eva alone')
}, 60_000)

it('B43 answers in “Send message”: with drafts, notes, files and templates, and shows how far an answer came', async () => {
  const complaints = complaintsOf(eva)
  const joan = await visitor(house.agent.url, 'Joan', 'See https://bar.example/menu and javascript:alert(1)')
  await openConsole(eva)
  await rowOf(eva, joan).focus()
  await eva.keyboard.press('Enter')
  // Its row is gone from the inbox: the keyboard goes on in what was opened.
  await expect.poll(() => eva.evaluate(() => document.activeElement?.ariaLabel)).toBe('Conversation')
  expect(await eva.getByRole('link', { name: 'https://bar.example/menu' }).getAttribute('href')).toBe(
    'https://bar.example/menu',
  )
  expect(await eva.locator('a[href^="javascript"]').count()).toBe(0)

  await box(eva).fill('A draft that stays')
  await eva.getByText('Draft saved').waitFor()
  await eva.reload()
  await expect.poll(() => box(eva).inputValue()).toBe('A draft that stays')
  await joan.type()
  await eva.getByText('writing …').waitFor()
  await box(eva).fill('Hello Joan')
  await eva.getByRole('button', { name: 'Send message' }).click()
  await said(eva, 'Hello Joan').waitFor()
  await joan.seeAll()
  await eva.locator('[data-message] [data-state=seen]').waitFor()
  expect(await box(eva).inputValue()).toBe('')

  await eva.getByRole('button', { name: 'Note', exact: true }).click()
  await eva.getByRole('textbox', { name: 'Internal note' }).fill('He is in a hurry')
  expect((await new AxeBuilder({ page: eva }).analyze()).violations).toEqual([])
  await eva.getByRole('button', { name: 'Save note' }).click()
  await said(eva, 'He is in a hurry').waitFor()
  await eva.getByRole('button', { name: 'Note', exact: true }).click()

  await eva.getByRole('button', { name: 'Templates' }).click()
  const dialog = eva.getByRole('dialog')
  await dialog.getByRole('button', { name: 'New template' }).click()
  await dialog.getByLabel('Title').fill('Paper')
  await dialog.getByLabel('Text').fill('Put in a roll.')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('button', { name: /^Paper/u }).click()
  expect(await box(eva).inputValue()).toBe('Put in a roll.')
  const file = { name: 'how to.txt', mimeType: 'text/plain', buffer: Buffer.from('Open, put in, close.') }
  await eva.locator('[data-reply] input[type=file]').setInputFiles([file])
  await eva.locator('[data-upload=there]').waitFor()
  await box(eva).press('Enter')
  await eva.locator('[data-message]').getByRole('link', { name: 'how to.txt' }).waitFor()
  const { items } = await joan.thread()
  expect(items.map(({ text, files }) => [text, files.map(({ name }) => name)])).toEqual([
    ['See https://bar.example/menu and javascript:alert(1)', []],
    ['Hello Joan', []],
    ['Put in a roll.', ['how to.txt']],
  ])
  expect(complaints).toEqual([])
}, 60_000)

it('B43 keeps what is written while the line is down, and sends it once and in order when it is back', async () => {
  const rosa = await visitor(house.agent.url, 'Rosa', 'Hello')
  await openConsole(eva)
  await rowOf(eva, rosa).click()
  await said(eva, 'Hello').waitFor()
  await house.agent.kill()
  await eva.locator('[data-band=lost]').waitFor({ timeout: 20_000 })
  for (const text of ['one', 'two', 'three']) {
    await box(eva).fill(text)
    await box(eva).press('Enter')
  }
  await expect.poll(() => eva.locator('[data-unsent] [data-state=kept]').count()).toBe(3)
  await house.agent.restart()
  await eva.locator('[data-unsent]').first().waitFor({ state: 'detached', timeout: 30_000 })
  await expect
    .poll(() => rosa.thread().then(({ items }) => items.map(({ text }) => text)))
    .toEqual(['Hello', 'one', 'two', 'three'])
  await expect.poll(() => eva.locator('[data-message] [data-state=sent]').count()).toBe(3)
}, 90_000)

it('P-30 hands a conversation over to somebody else, who reads all of it, makes a ticket of it and closes it', async () => {
  const lola = await visitor(house.agent.url, 'Lola', 'The till is stuck')
  await openConsole(eva)
  await openConsole(ana, '?tray=mine')
  await rowOf(eva, lola).click()
  await eva.getByRole('button', { name: 'More actions' }).click()
  await eva.getByRole('button', { name: 'Transfer …' }).click()
  const dialog = eva.getByRole('dialog')
  await dialog.getByText('will read the whole conversation').waitFor()
  await dialog.getByRole('radio', { name: /^Ana Pérez/u }).check()
  await dialog.getByLabel('Note for them').fill('You know the till')
  await dialog.getByRole('button', { name: 'Transfer', exact: true }).click()
  await rowOf(eva, lola).waitFor({ state: 'detached' })
  await rowOf(ana, lola).click()
  await ana.getByText('You know the till').waitFor()

  await ana.getByRole('button', { name: 'More actions' }).click()
  await ana.getByRole('button', { name: 'Make a ticket …' }).click()
  const ticket = ana.getByRole('dialog')
  expect(await ticket.getByLabel('Subject').inputValue()).toBe('Lola: The till is stuck')
  await ticket.getByRole('button', { name: 'Make ticket' }).click()
  await ana.getByText('Ana Pérez made ticket 1').waitFor()
  await ana.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click()
  await ana.getByText('If the contact writes again, it opens anew.').waitFor()
  await rowOf(ana, lola).waitFor()
  expect(await tray(ana, 'closed').getAttribute('aria-pressed')).toBe('true')
  await ana.getByRole('button', { name: 'Answers' }).click()
  await ana.getByRole('dialog').getByText('Show as table').click()
  await ana.getByRole('dialog').getByRole('cell').first().waitFor()
}, 60_000)

it('P-30 asks before it logs out somebody whose answers were not sent, tells of those that were refused, and deletes both', async () => {
  const id = await ask<{ me: { user: { id: string } } }>(eva, 'GET', '/api/v1/start').then(({ me }) => me.user.id)
  const lost = {
    clientId: 'lost-0001',
    conversationId: 'gone',
    kind: 'out',
    text: 'For nobody',
    files: [],
    template: false,
  }
  const kept = JSON.stringify([{ ...lost, at: new Date().toISOString(), refused: null }])
  await eva.evaluate(([key, text]) => localStorage.setItem(key, text), [`sereno_unsent:${id}`, kept] as const)
  await openConsole(eva)
  await eva.locator('[data-refused]').getByText('For nobody').waitFor()
  await eva.getByRole('button', { name: /^Eva Roig/u }).click()
  await eva.getByRole('button', { name: 'Log out', exact: true }).click()
  await eva.getByRole('button', { name: 'Delete them and log out' }).click()
  await eva.waitForURL(/\/login/u)
  expect(await eva.evaluate((key) => localStorage.getItem(key), `sereno_unsent:${id}`)).toBe('[]')
}, 60_000)
