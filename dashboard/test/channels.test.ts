import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, expect, it } from 'vitest'
import { app, type FakeGraph, page as facebook, openGraph } from '../../agent/test/fakes/graph.ts'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'
import { seenAs } from './seen-as.ts'

let graph: FakeGraph
const house = openHouse(async () => {
  graph = await openGraph()
  return { SERENO_GRAPH_URL: graph.url }
})
afterAll(() => graph.close())
const faults = async () => (await new AxeBuilder({ page: house.page }).analyze()).violations
let complaints: string[] = []

it('B33 B34 B36 leads from the left menu to the channels, of which live chat is active from the first day', async () => {
  const { page } = house
  complaints = complaintsOf(page)
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Channels' }).click()
  await page.getByRole('heading', { level: 1, name: 'Channels' }).waitFor()
  const row = page.locator('[data-channel]')
  await row.getByRole('link', { name: 'Live chat' }).waitFor()
  expect(await row.count()).toBe(1)
  expect(await row.locator('[data-status]').getAttribute('data-status')).toBe('active')
  for (const words of ['Active', 'none yet']) await row.getByText(words, { exact: true }).waitFor()
  expect(await page.getByText('No active channel').count()).toBe(0)
  expect(await faults()).toEqual([])
}, 60_000)

it('B40 tries the live chat with a message that is in the inbox, and leads there', async () => {
  const { page } = house
  await page.getByRole('link', { name: 'Live chat' }).click()
  await page.getByRole('button', { name: 'Test it' }).click()
  await page.getByText('The message is in the inbox.').waitFor()
  const link = page.getByRole('link', { name: 'Open it in the console' })
  const id = new URL((await link.getAttribute('href')) ?? '', house.agent.url).searchParams.get('conversation')
  const inbox = await ask<{ items: object[] }>(page, 'GET', '/api/v1/conversations?tray=inbox')
  expect(inbox.items).toMatchObject([{ id, contact: { name: 'Test of Ana Pérez' }, channel: { name: 'Live chat' } }])
  await page.getByRole('link', { name: 'All channels' }).click()
  await expect.poll(() => page.getByText('none yet').count()).toBe(0)
}, 60_000)

it('B35 connects a live chat by its icon: its name, colour, words, hours and sites, and the snippet for a page', async () => {
  const { page } = house
  await page.getByRole('button', { name: /^Live chat/u }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('Name').fill('Terrace')
  expect(await faults()).toEqual([])
  await drawer.getByRole('button', { name: 'Make channel' }).click()
  await page.getByRole('heading', { level: 1, name: 'Terrace' }).waitFor()
  await page.locator('[data-status=active]').waitFor()
  await page.getByLabel('Colour').fill('#f5c400')
  expect(await page.locator('[data-preview]').evaluate((one) => getComputedStyle(one).color)).toBe('rgb(0, 0, 0)')
  await page.getByLabel('Greeting').fill('Hello, <b>how</b> can we help?')
  await page.getByLabel('Own hours').check()
  await page.getByLabel('Language').selectOption('es')
  await page.getByLabel('Other sites that may show it').fill('https://www.barpepe.es/menu')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Give the address of a site without a path').waitFor()
  await page.getByLabel('Other sites that may show it').fill('https://www.barpepe.es')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved', { exact: true }).first().waitFor()
  await page.reload()
  const id = new URL(page.url()).searchParams.get('channel') ?? ''
  await expect.poll(() => page.getByLabel('Greeting').inputValue()).toBe('Hello, <b>how</b> can we help?')
  expect(await page.getByLabel('Monday: Opens').inputValue()).toBe('09:00')
  await page.getByLabel('Loaded from').selectOption(house.agent.url)
  expect(await page.locator('[data-snippet]').innerText()).toBe(
    `<script src="${house.agent.url}/widget.js" data-channel="${id}" async></script>`,
  )
  await page.getByText('An HTTPS page cannot load this').waitFor()
  const scanned = await house.context.newPage()
  await scanned.goto(`${house.agent.url}/widget?channel=${id}`)
  await scanned.getByRole('textbox').last().waitFor()
  await page.getByRole('button', { name: 'Show the secret' }).click()
  const secret = await page.locator('[data-identity]').innerText()
  expect(secret).toMatch(/^[\w-]{43}$/u)
  expect(await faults()).toEqual([])
  await page.getByRole('switch', { name: 'Switched on' }).uncheck()
  await page.locator('[data-status=inactive]').waitFor()
  // Who scans its code now is not sent to look for a chat that is nowhere.
  await scanned.reload()
  await scanned.getByText('This chat is switched off.').waitFor()
  expect(await scanned.getByText('Open the chat in the corner').isVisible()).toBe(false)
  await scanned.close()
  await page.getByRole('button', { name: 'Remove channel' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Type its name').fill('terrace')
  await dialog.getByRole('button', { name: 'Remove channel' }).click()
  await page.waitForURL('**/channels')
  await expect.poll(() => page.locator('[data-channel]').count()).toBe(1)
}, 90_000)

it('B35 B36 connects Facebook Messenger step by step with what Meta accepts, and says what a box behind a router lacks', async () => {
  const { page } = house
  await page.getByRole('button', { name: /^Facebook Messenger/u }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Make channel' }).click()
  await page.getByRole('heading', { level: 1, name: 'Facebook Messenger' }).waitFor()
  await page.getByText('Meta cannot reach this box yet').waitFor()
  for (const words of ['pages_messaging', 'pages_manage_metadata'])
    await page.getByText(words, { exact: true }).waitFor()
  await page.getByLabel('Public HTTPS address').fill('https://192.168.1.20')
  await page.getByRole('button', { name: 'Save and check' }).click()
  await page.getByText('This is an address of a local network.').waitFor()
  await page.getByLabel('Public HTTPS address').fill('https://sereno.invalid/')
  await page.getByRole('button', { name: 'Save and check' }).click()
  await page.getByText('Saved, but nobody answers there').waitFor()
  const id = new URL(page.url()).searchParams.get('channel')
  expect(await page.locator('[data-webhook-url]').innerText()).toBe(`https://sereno.invalid/api/v1/hooks/${id}`)
  expect(await page.locator('[data-verify-token]').innerText()).toMatch(/^[\w-]{43}$/u)
  expect(await faults()).toEqual([])
  await page.getByLabel('Page id').fill(facebook.id)
  await page.getByLabel('Page access token').fill('a-wrong-token')
  await page.getByLabel('App secret').fill(app.secret)
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.getByText('Meta does not accept this:').waitFor()
  await page.locator('[data-status=inactive]').waitFor()
  await page.getByLabel('Page access token').fill(facebook.token)
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.locator('[data-status=active]').waitFor()
  await page.getByRole('button', { name: 'Test it' }).click()
  await page.getByText('Meta accepts the credentials.').waitFor()
  expect(await page.content()).not.toContain(facebook.token)
  await page.getByRole('link', { name: 'All channels' }).click()
  const row = page.locator(`[data-channel="${id}"]`)
  await row.locator('[data-status=active]').waitFor()
}, 60_000)

it('B37 requests WhatsApp from the sales area, which makes a ticket, once', async () => {
  const { page } = house
  await page.getByRole('button', { name: /^WhatsApp On request/u }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Request activation' }).click()
  await page.locator('[data-stage=requested][data-done=true]').waitFor()
  expect(await page.locator('[data-done=true]').count()).toBe(1)
  expect(await faults()).toEqual([])
  await page.goto(`${house.agent.url}/channels`)
  await page.getByRole('button', { name: /^WhatsApp On request/u }).click()
  await page.getByRole('link', { name: 'Ticket #1' }).click()
  await page.getByRole('heading', { name: /Activate WhatsApp/u }).waitFor()
  expect(await ask<{ items: object[] }>(page, 'GET', '/api/v1/tickets')).toMatchObject({ items: [{ number: 1 }] })
}, 60_000)

it('B34 says that channels are normally activated by the advisor where none is active, and who may connect one', async () => {
  const { page, agent, browser, context } = house
  const { items } = await ask<{ items: { id: string }[] }>(page, 'GET', '/api/v1/channels')
  for (const { id } of items) await ask(page, 'PATCH', `/api/v1/channels/${id}`, { active: false })
  // A worker that has the page would ask for it, and nobody shows that one another role.
  const storageState = await context.storageState()
  const other = await browser.newContext({
    locale: 'en-GB',
    storageState,
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
  })
  const theirs = await other.newPage()
  await seenAs(theirs, 'viewer')
  await theirs.goto(`${agent.url}/channels`)
  await theirs.getByText('No active channel').waitFor()
  await theirs.getByText('normally activated by your advisor').waitFor()
  await theirs.locator('[data-kind=messenger] button').focus()
  await theirs.locator('[data-kind=messenger]').getByText('Advisors and admins connect channels.').waitFor()
  await theirs.keyboard.press('Enter')
  expect(await theirs.getByRole('dialog').count()).toBe(0)
  expect(await theirs.getByText('Public address').count()).toBe(0)
  expect((await new AxeBuilder({ page: theirs }).analyze()).violations).toEqual([])
  await theirs.getByRole('link', { name: 'Live chat' }).click()
  await theirs.getByText('Your role may look at this channel.').waitFor()
  expect(await theirs.getByLabel('Greeting').isDisabled()).toBe(true)
  expect(await theirs.getByRole('button', { name: 'Remove channel' }).count()).toBe(0)
  await other.close()
  // What a form was refused for is no fault of the page.
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
}, 60_000)
