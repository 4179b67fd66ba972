import type { Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { type EscposFake, escposPrinter } from '../../agent/test/fakes/escpos-printer.ts'
import { app, type FakeGraph, page as facebook, openGraph } from '../../agent/test/fakes/graph.ts'
import { onPage, signed } from '../../agent/test/fakes/graph-hooks.ts'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf } from './browser.ts'
import { openHouse } from './house.ts'
import { addPrinter, paperOutStatus } from './kiosk-pad.ts'
import { visitor } from './visitor.ts'

let graph: FakeGraph
let printer: EscposFake
const house = openHouse(async () => {
  graph = await openGraph()
  return { SERENO_GRAPH_URL: graph.url }
})
afterAll(async () => {
  await printer?.close()
  await graph.close()
})

const box = (page: Page) => page.getByRole('textbox', { name: 'Send message' })
const panel = (page: Page) => page.getByRole('dialog', { name: 'Contact and venue' })

it('P-30 inserts what is wrong in the language of who asked, whatever the operator reads', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  printer = await escposPrinter({ status: paperOutStatus })
  await addPrinter(page, 'Cocina', 'Kitchen', printer)
  await page.locator('[data-incident]').getByText('Out of paper').first().waitFor()
  const lucia = await visitor(agent.url, 'Lucía', '¿Por qué tarda?', { language: 'es' })
  const ivan = await visitor(agent.url, 'Иван', 'Где заказ?', { language: 'ru' })

  await page.goto(`${agent.url}/console`)
  await page.locator(`[data-talk="${ivan.id}"]`).click()
  const venue = page.getByRole('complementary', { name: 'Contact and venue' })
  await venue.getByText('Русский').waitFor()
  expect(await venue.locator('[data-incident]').innerText()).toContain('paper')
  await box(page).fill('Здравствуйте!')
  await venue.getByRole('button', { name: 'Insert diagnosis' }).click()
  await expect.poll(() => box(page).inputValue()).toMatch(/^Здравствуйте!\n.*бумаг/iu)
  expect((await box(page).inputValue()).replace('Cocina', '')).not.toMatch(/[a-z]{3}/iu)
  await box(page).press('Enter')
  await expect.poll(async () => (await ivan.thread()).items.at(-1)?.text ?? '').toMatch(/бумаг/iu)

  // On a tablet the panel covers the conversation: it goes, and the box has the text and the cursor.
  await page.setViewportSize({ width: 768, height: 1024 })
  await page.goto(`${agent.url}/console`)
  await page.locator(`[data-talk="${lucia.id}"]`).click()
  await page.getByRole('button', { name: 'Contact and venue' }).click()
  await panel(page).getByText('Español').waitFor()
  await panel(page).locator('[data-incident]').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await panel(page).getByRole('button', { name: 'Insert diagnosis' }).click()
  await panel(page).waitFor({ state: 'detached' })
  await expect.poll(() => box(page).inputValue()).toMatch(/papel/iu)
  expect(await box(page).inputValue()).not.toMatch(/paper/iu)
  expect(await box(page).evaluate((one) => one === document.activeElement)).toBe(true)
  await page.setViewportSize({ width: 1280, height: 800 })
  expect(complaints).toEqual([])
}, 90_000)

/** A Facebook page that is connected; the address that Meta calls. */
async function connectPage(page: Page): Promise<string> {
  const { id } = await ask<{ id: string }>(page, 'POST', '/api/v1/channels', { type: 'messenger', name: 'Facebook' })
  const messenger = { pageId: facebook.id, pageToken: facebook.token, appSecret: app.secret }
  await ask(page, 'PATCH', `/api/v1/channels/${id}`, { messenger })
  return `${house.agent.url}/api/v1/hooks/${id}`
}

/** Nearly as many as a page of the console holds at once. */
const all = 290
const later = 360
/** The number of each message that the page holds, from above. */
const numbers = (page: Page) =>
  page
    .locator('[data-message] [data-kind=in] [dir=auto]')
    .evaluateAll((texts) => texts.map((one) => Number.parseInt(one.textContent ?? '', 10)))
const everyOne = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** Where the words of a message stand, px from above. */
const placeOf = (page: Page, message: string) =>
  page.locator(`[data-message="${message}"] [dir=auto]`).evaluate((one) => one.getBoundingClientRect().top)
/** Scrolls near an edge; the message that is read there, and where its words stand. */
const readNear = (page: Page, edge: 'top' | 'end') =>
  page.locator('[data-log]').evaluate((log, where) => {
    log.scrollTop = where === 'top' ? 60 : log.scrollHeight - log.clientHeight - 60
    const { top } = log.getBoundingClientRect()
    const words = [...log.querySelectorAll('[data-message] [dir=auto]')].find(
      (one) => one.getBoundingClientRect().top > top,
    )
    const message = words?.closest<HTMLElement>('[data-message]')?.dataset.message ?? ''
    return { message, at: words?.getBoundingClientRect().top ?? 0 }
  }, edge)

it('P-30 reads upwards through a long conversation without losing the place, whatever comes meanwhile', async () => {
  const { page, agent } = house
  const complaints = complaintsOf(page)
  const hook = await connectPage(page)
  const metaTells = async (from: number, to: number) => {
    const at = Date.now()
    const texts = everyOne(from, to).map((n) => ({ mid: `m${n}`, text: `${n} ${'and so on '.repeat(n % 19)}`, at }))
    const { body, headers } = signed(onPage.texts('7001', texts))
    expect((await fetch(hook, { method: 'POST', headers, body: Uint8Array.from(body) })).status).toBe(200)
  }
  graph.people.set('7001', { name: 'Nil', lastInAt: Date.now(), isBlocked: false })
  await metaTells(1, all)
  await page.goto(`${agent.url}/console`)
  const nil = page.locator('[data-talk]').filter({ hasText: 'Nil' })
  await nil.getByText(`${all} new messages`).waitFor({ state: 'attached' })
  const count = nil.getByText(`${all}`, { exact: true })
  expect(
    await count.evaluate(({ parentElement: badge }) => (badge?.scrollWidth ?? 1) - (badge?.clientWidth ?? 0)),
  ).toBe(0)
  await nil.click()
  const toEnd = page.getByRole('button', { name: 'To the newest' })
  await toEnd.click()
  await toEnd.waitFor({ state: 'detached' })
  expect((await numbers(page)).at(-1)).toBe(all)

  /** How far what is read near an edge has moved once something came, px. */
  const movedBy = async (edge: 'top' | 'end', comes: () => Promise<unknown>) => {
    const { message, at } = await readNear(page, edge)
    await comes()
    return Math.abs((await placeOf(page, message)) - at)
  }
  const mustHaveNoHole = async () => {
    const held = await numbers(page)
    expect(held).toEqual(everyOne(held[0] ?? 0, held.at(-1) ?? 0))
    expect(held.length).toBeLessThanOrEqual(300)
    return held
  }
  let [first = 0] = await numbers(page)
  expect(first).toBeGreaterThan(150)
  while (first > 1) {
    const moved = await movedBy('top', () => expect.poll(async () => (await numbers(page))[0]).toBeLessThan(first))
    expect(moved, `at ${first}`).toBeLessThan(2)
    first = (await mustHaveNoHole())[0] ?? 0
  }
  // All of it was new, so that is where the new begins.
  await page.locator('[data-new] + [data-message]').getByText('1 and so on', { exact: true }).waitFor()
  // What comes meanwhile, and is more than the page holds, does not push out what is read.
  const newest = page.locator('[data-talk]').filter({ hasText: `${later} ` })
  const pushed = await movedBy('top', async () => {
    await metaTells(all + 1, later)
    await newest.waitFor()
    await expect.poll(() => page.locator('[data-message]').count()).toBe(300)
  })
  expect(pushed).toBeLessThan(2)
  const held = await mustHaveNoHole()
  expect(held[0]).toBe(1)
  const moved = await movedBy('end', () =>
    expect.poll(async () => (await numbers(page)).at(-1)).toBeGreaterThan(held.at(-1) ?? 0),
  )
  expect(moved).toBeLessThan(2)
  expect((await mustHaveNoHole())[0]).toBeGreaterThan(1)
  await toEnd.click()
  await toEnd.waitFor({ state: 'detached' })
  expect((await mustHaveNoHole()).at(-1)).toBe(later)
  expect(complaints).toEqual([])
}, 90_000)
