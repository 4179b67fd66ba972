import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { app, type FakeGraph, openGraph, phone } from '../../agent/test/fakes/graph.ts'
import { onPhone, signed } from '../../agent/test/fakes/graph-hooks.ts'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { axeFaults } from './axe.ts'
import { ask, complaintsOf } from './browser.ts'
import { evaComes } from './colleague.ts'
import { openHouse } from './house.ts'

let graph: FakeGraph
let smtp: MailServer
const house = openHouse(async () => {
  graph = await openGraph()
  return { SERENO_GRAPH_URL: graph.url }
})
/** Who set the house up, an admin; and Eva, its advisor. */
let ana: Page
let eva: Page
let hook = ''

beforeAll(async () => {
  smtp = await startMailServer()
  ana = house.page
  await ask(house.page, 'PUT', '/api/v1/settings/mail', {
    host: '127.0.0.1',
    port: smtp.port,
    from: 'sereno@bar.example',
  })
  eva = await evaComes(house, smtp, 'advisor')
}, 90_000)
afterAll(async () => {
  await smtp.close()
  await graph.close()
})

const rowOf = (page: Page, name: string) => page.locator('[data-talk]').filter({ hasText: name })
const box = (page: Page) => page.getByRole('textbox', { name: 'Send message' })
const said = (page: Page, text: string) => page.locator('[data-log]').getByText(text, { exact: true })
const sentTo = (number: string) => graph.sent.filter(({ to }) => to === number).map(({ kind, text }) => [kind, text])

/** A call of Meta's; the status of our answer. */
async function metaCalls(json: object, secret?: string): Promise<number> {
  const { body, headers } = signed(json, secret)
  return (await fetch(hook, { method: 'POST', headers, body: Uint8Array.from(body) })).status
}
let written = 0
/** Somebody writes to the number; `ago` is how long ago that was, where the line to us was down meanwhile. */
async function writes(number: string, name: string, text: string, ago = 0): Promise<void> {
  const at = Date.now() - ago
  graph.people.set(number, { name, lastInAt: at, isBlocked: false })
  written += 1
  expect(await metaCalls(onPhone.text(number, `wamid.in${written}`, text, name, at))).toBe(200)
}
async function answer(page: Page, text: string): Promise<void> {
  await box(page).fill(text)
  await page.getByRole('button', { name: 'Send message' }).click()
}

it('B37 P-31 brings WhatsApp from the request over the advisor’s word to active, each of two seeing what the other did', async () => {
  const complaints = [complaintsOf(ana), complaintsOf(eva)]
  await ana.goto(`${house.agent.url}/channels`)
  await ana.getByRole('button', { name: /^WhatsApp On request/u }).click()
  await ana.getByRole('dialog').getByRole('button', { name: 'Request activation' }).click()
  await ana.locator('[data-stage=requested][data-done=true]').waitFor()
  await ana.getByText('The sales area will get in touch in the ticket.').waitFor()
  // What the sales area agrees on is not an admin’s to say.
  expect(await ana.getByRole('button', { name: 'Approve' }).count()).toBe(0)
  expect(await ana.getByLabel('Phone number id').count()).toBe(0)
  const id = new URL(ana.url()).searchParams.get('channel') ?? ''
  hook = `${house.agent.url}/api/v1/hooks/${id}`

  await eva.goto(`${house.agent.url}/account/support?ticket=1`)
  await eva.getByRole('heading', { name: /Activate WhatsApp/u }).waitFor()
  await eva.goto(ana.url())
  await eva.getByRole('button', { name: 'Approve' }).click()
  await ana.locator('[data-stage=approved][data-done=true]').waitFor()
  await ana.getByText('Enter the credentials of the number to switch it on.').waitFor()

  await ana.getByLabel('Public HTTPS address').fill('https://sereno.invalid')
  await ana.getByRole('button', { name: 'Save and check' }).click()
  await expect.poll(() => ana.locator('[data-webhook-url]').innerText()).toContain(`/api/v1/hooks/${id}`)
  const word = await ana.locator('[data-verify-token]').innerText()
  const asked = await fetch(`${hook}?hub.mode=subscribe&hub.challenge=42&hub.verify_token=${word}`)
  expect(await asked.text()).toBe('42')

  await ana.getByLabel('Phone number id').fill(phone.id)
  await ana.getByLabel('Access token').fill(phone.token)
  await ana.getByLabel('App secret').fill(app.secret)
  await ana.getByLabel('Template', { exact: true }).fill('hello_again')
  await ana.getByLabel('Its language').fill('es')
  expect(await axeFaults(ana)).toEqual([])
  await ana.getByRole('button', { name: 'Connect' }).click()
  for (const page of [ana, eva]) {
    await page.locator('[data-status=active]').waitFor()
    await page.locator('[data-stage=active][data-done=true]').waitFor()
    await page.getByText(phone.display).waitFor()
  }
  await ana.getByRole('button', { name: 'Test it' }).click()
  await ana.getByText('Meta accepts the credentials.').waitFor()
  expect(await ana.content()).not.toContain(phone.token)
  expect(complaints.flat()).toEqual([])
}, 60_000)

it('B41 B42 B43 has what is written on WhatsApp in the inbox, and shows how far the answer came by what Meta tells of it', async () => {
  await ana.goto(`${house.agent.url}/console`)
  await eva.goto(`${house.agent.url}/console`)
  for (const page of [ana, eva]) await page.getByText('Nobody is waiting.').waitFor()
  const forged = onPhone.text('34600000001', 'wamid.forged', 'Give me the keys', 'Nobody')
  expect(await metaCalls(forged, 'not the secret')).toBe(403)
  await writes('34600000002', 'Marta', 'No hi ha paper')
  for (const page of [ana, eva]) await rowOf(page, 'Marta').waitFor({ timeout: 2000 })
  expect(await rowOf(ana, 'Nobody').count()).toBe(0)
  await rowOf(eva, 'Marta').click()
  await rowOf(ana, 'Marta').waitFor({ state: 'detached' })
  await said(eva, 'No hi ha paper').waitFor()
  await answer(eva, 'We bring some')
  await eva.locator('[data-message] [data-state=sent]').waitFor()
  expect(sentTo('34600000002')).toEqual([['text', 'We bring some']])
  const { id = '' } = graph.sent.at(-1) ?? {}
  for (const [told, shown] of [
    ['delivered', 'delivered'],
    ['read', 'seen'],
    // Meta promises no order: what comes late takes nothing back.
    ['delivered', 'seen'],
  ] as const) {
    expect(await metaCalls(onPhone.status('34600000002', id, told))).toBe(200)
    await eva.locator(`[data-message] [data-state=${shown}]`).waitFor()
  }
}, 60_000)

it('P-30 P-31 offers the template where Meta takes no free text any more, and the box again once they answer', async () => {
  await writes('34600000003', 'Pere', 'Is it open on Monday?', 25 * 3_600_000)
  await ana.goto(`${house.agent.url}/console`)
  await rowOf(ana, 'Pere').click()
  await ana.getByText('The contact last wrote over 24 hours ago').waitFor()
  expect(await box(ana).count()).toBe(0)
  expect(await axeFaults(ana)).toEqual([])
  await ana.getByRole('button', { name: 'Send the template' }).click()
  await ana.locator('[data-message] [data-state=sent]').waitFor()
  expect(sentTo('34600000003')).toEqual([['template', 'hello_again es']])
  await said(ana, 'The channel’s template').waitFor()
  // A note goes to nobody outside.
  await ana.getByRole('button', { name: 'Note', exact: true }).click()
  await ana.getByRole('textbox', { name: 'Internal note' }).fill('He asks for the holidays')
  await ana.getByRole('button', { name: 'Save note' }).click()
  await said(ana, 'He asks for the holidays').waitFor()
  await ana.getByRole('button', { name: 'Note', exact: true }).click()
  await writes('34600000003', 'Pere', 'On Monday, please')
  await answer(ana, 'We are open')
  await expect.poll(() => sentTo('34600000003').at(-1)).toEqual(['text', 'We are open'])
  expect(await ana.getByText('The contact last wrote over 24 hours ago').count()).toBe(0)
}, 60_000)

it('P-30 says in plain words why Meta refused an answer, and sends it once when it is tried again', async () => {
  await writes('34600000004', 'Rita', 'Hello?')
  await ana.goto(`${house.agent.url}/console`)
  await rowOf(ana, 'Rita').click()
  const rita = graph.people.get('34600000004')
  if (rita) rita.isBlocked = true
  await answer(ana, 'Hello Rita')
  await ana.locator('[data-message] [data-state=failed]').waitFor()
  await ana.getByText('The contact cannot be reached: they blocked you, or their account is gone.').waitFor()
  expect(await axeFaults(ana)).toEqual([])
  // It waits for an answer again; whoever looks at it knows.
  await expect.poll(() => rowOf(ana, 'Rita').getByText('1 new message').count()).toBe(0)
  if (rita) rita.isBlocked = false
  await ana.getByRole('button', { name: 'Try again' }).dblclick()
  await ana.locator('[data-message] [data-state=sent]').waitFor()
  await answer(ana, 'Are you there?')
  await expect.poll(() => ana.locator('[data-message] [data-state=sent]').count()).toBe(2)
  expect(sentTo('34600000004').map(([, text]) => text)).toEqual(['Hello Rita', 'Are you there?'])
  expect(await ana.locator('[data-state=failed]').count()).toBe(0)
  expect(await ana.locator('[data-toast=error]').count()).toBe(0)
}, 60_000)
