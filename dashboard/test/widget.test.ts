import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ask, complaintsOf } from './browser.ts'
import { type ChatPage, chatPage, liveChatOf } from './chat-page.ts'
import { openHouse } from './house.ts'

const house = openHouse()
let shop: ChatPage
let visitor: BrowserContext

beforeAll(async () => {
  const id = await liveChatOf(house, {})
  shop = await chatPage(house.agent.url, `data-channel="${id}"`)
  await liveChatOf(house, { origins: [shop.origin] })
}, 60_000)
beforeEach(async () => {
  await visitor?.close()
  visitor = await house.browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Madrid', reducedMotion: 'reduce' })
})
afterAll(() => shop.close())

interface Listed {
  items: { id: string; preview: string }[]
}
/** The conversation whose last message this is. */
const inboxed = async (preview: string): Promise<string> => {
  const { items } = await ask<Listed>(house.page, 'GET', '/api/v1/conversations?tray=inbox')
  return items.find((one) => one.preview === preview)?.id ?? ''
}
const textsOf = async (id: string): Promise<string[]> => {
  const path = `/api/v1/conversations/${id}/messages`
  const { items } = await ask<{ items: { kind: string; text: string }[] }>(house.page, 'GET', path)
  return items.filter(({ kind }) => kind === 'in').map(({ text }) => text)
}
const answer = (id: string, verb: string, body?: unknown) =>
  ask(house.page, 'POST', `/api/v1/conversations/${id}/${verb}`, body)

async function openChat(page: Page): Promise<void> {
  await page.goto(shop.url)
  await page.getByRole('button', { name: 'Open the chat' }).click()
}
async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}
/** What the visitor wrote, as their page shows it. */
const shown = (page: Page) => page.locator('li.me .text').allTextContents()

it('is at most 15 kB, compressed, with its words in four languages', () => {
  const script = readFileSync(new URL('../dist/widget.js', import.meta.url))
  expect(gzipSync(script).length).toBeLessThanOrEqual(15_000)
})

it('talks on a page of another site that would spoil its looks and forbids nearly all: written, read, answered, seen', async () => {
  const page = await visitor.newPage()
  const complaints = complaintsOf(page)
  await openChat(page)
  const panel = await page.locator('.panel').boundingBox()
  expect(panel).toMatchObject({ width: 380 })
  expect(
    await page
      .locator('.bubble, .title')
      .last()
      .evaluate((one) => getComputedStyle(one).fontSize),
  ).toBe('17px')
  const hostile = '<img src=x onerror="window.ran=1"> see https://example.com/a. javascript:alert(1)'
  await write(page, hostile)
  await expect.poll(() => inboxed(hostile), { timeout: 2000 }).not.toBe('')
  const id = await inboxed(hostile)
  await answer(id, 'pick')
  await answer(id, 'seen')
  await page.getByText('· Seen').waitFor()
  await answer(id, 'typing')
  await page.getByText('Somebody is writing').waitFor()
  await answer(id, 'messages', { clientId: 'open-the-lid', text: 'Open the lid <script>window.ran=1</script> سلام' })
  await page.getByText('Open the lid').waitFor()
  expect(await shown(page)).toEqual([hostile])
  const links = page.locator('.text a')
  expect(await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
    'https://example.com/a',
  ])
  expect(await links.first().getAttribute('rel')).toContain('noopener')
  // Read here, so the operator sees that it was.
  const stateOf = async () => {
    const path = `/api/v1/conversations/${id}/messages`
    const { items } = await ask<{ items: { state: string }[] }>(house.page, 'GET', path)
    return items.at(-1)?.state
  }
  await expect.poll(stateOf).toBe('seen')
  // Closed, it is told on the bubble, and Escape gives the focus back there.
  await page.getByLabel('Your message').press('Escape')
  await answer(id, 'messages', { clientId: 'is-it-red', text: 'Is it red?' })
  const bubble = page.getByRole('button', { name: 'Open the chat, 1 new message' })
  await bubble.waitFor()
  expect(await bubble.evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one)).toBe(true)
  await bubble.click()
  const { violations } = await new AxeBuilder({ page }).include('sereno-chat').analyze()
  expect(violations.map(({ id: rule, nodes }) => `${rule} ${nodes[0]?.html}`)).toEqual([])
  const small = await page
    .locator('sereno-chat button:visible, .panel input:visible, .panel textarea')
    .evaluateAll((all) =>
      all.flatMap((one) => {
        const { width, height } = one.getBoundingClientRect()
        return Math.round(height) < 44 || Math.round(width) < 44 ? [one.outerHTML] : []
      }),
    )
  expect(small).toEqual([])
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  expect(complaints).toEqual([])
}, 60_000)

it('keeps what is written while the agent is away, over a reload, and sends it once and in its order', async () => {
  const page = await visitor.newPage()
  await openChat(page)
  await write(page, 'One')
  await page.getByText('· Sent').waitFor()
  await house.agent.rest()
  await write(page, 'Two')
  await write(page, 'Three')
  await page.getByText('No connection').waitFor()
  await openChat(page)
  await write(page, 'Four')
  expect(await page.locator('[data-waiting]').count()).toBe(3)
  expect(await shown(page)).toEqual(['One', 'Two', 'Three', 'Four'])
  await house.agent.restart()
  await expect.poll(() => page.locator('[data-waiting]').count(), { timeout: 40_000 }).toBe(0)
  expect(await shown(page)).toEqual(['One', 'Two', 'Three', 'Four'])
  await expect.poll(() => inboxed('Four')).not.toBe('')
  expect(await textsOf(await inboxed('Four'))).toEqual(['One', 'Two', 'Three', 'Four'])
}, 90_000)

it('is one chat in two tabs, on one stream', async () => {
  const [one, other] = [await visitor.newPage(), await visitor.newPage()]
  const streams = new Set<Page>()
  visitor.on('request', (request) => {
    if (request.url().endsWith('/events')) streams.add(request.frame().page())
  })
  await openChat(one)
  await write(one, 'From one')
  await one.getByText('· Sent').waitFor()
  await expect.poll(() => streams.size).toBe(1)
  await openChat(other)
  await other.getByText('From one').waitFor()
  const id = await inboxed('From one')
  await answer(id, 'pick')
  await answer(id, 'messages', { clientId: 'to-both-tabs', text: 'To both' })
  for (const page of [one, other]) await page.getByText('To both').waitFor()
  expect(streams.size).toBe(1)
  await write(other, 'From the other')
  await one.getByText('From the other').waitFor()
  await expect.poll(() => textsOf(id)).toEqual(['From one', 'From the other'])
}, 60_000)

it('says when somebody is back, in the zone of the house, goes once the channel is switched off, and comes again with it', async () => {
  const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Madrid' }).format(Date.now() + 86_400_000)
  const hours = { days: [], holidays: [{ date: today, from: '09:00', to: '10:00' }] }
  const id = await liveChatOf(house, { origins: [shop.origin], hours, awayText: 'The kitchen sleeps.' })
  const page = await visitor.newPage()
  await openChat(page)
  expect(await page.locator('.status').textContent()).toMatch(/^Back \w+day, 9:00$|^Back \w+day, 09:00$/u)
  await page.getByText('The kitchen sleeps.').waitFor()
  await write(page, 'Good night')
  await page.getByText('· Sent').waitFor()
  await ask(house.page, 'PATCH', `/api/v1/channels/${id}`, { active: false })
  await page.locator('.panel').waitFor({ state: 'hidden' })
  expect(await page.locator('.bubble').isVisible()).toBe(false)
  await ask(house.page, 'PATCH', `/api/v1/channels/${id}`, { active: true })
  // As when somebody comes back to the tab.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await page.locator('.panel').getByText('Good night').waitFor()
  await write(page, 'And good morning')
  await page.getByText('And good morning').waitFor()
  await expect.poll(() => page.getByText('· Sent').count()).toBe(1)
}, 60_000)
